import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ScanRecord } from '@/lib/storage/scan-store'
import type { Context } from './context'

/** Events are hints that may be lost: it is looked at now and then as well. */
const LOOK_MS = 1_000

/** Waits for the end of a scan. Rejects with the signal's reason; the scan goes on then. */
export async function awaitScan(context: Context, id: string, signal: AbortSignal): Promise<ScanRecord> {
  const store = await context.store()
  let hear: () => void = () => {}
  const leave = store.events.subscribe((event) => {
    if (event.type === 'scan' && event.id === id && !event.progress) hear()
  })
  try {
    for (;;) {
      const heard = new Promise<void>((resolve) => {
        hear = resolve
      })
      const scan = await store.scans.scan(id)
      if (!scan) throw new Error('A scan that was waited for is not there any more.')
      if (scan.state !== 'waiting' && scan.state !== 'running') return scan
      signal.throwIfAborted()
      const looked = new AbortController()
      const any = AbortSignal.any([signal, looked.signal])
      await Promise.race([heard, sleep(LOOK_MS, undefined, { signal: any }).catch(() => {})])
      looked.abort()
      signal.throwIfAborted()
    }
  } finally {
    leave()
  }
}
