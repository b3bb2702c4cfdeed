import 'server-only'
import type { LiveEvent } from '@/lib/contract/events'
import type { Scan } from '@/lib/contract/scans'
import type { EventStore, StoreEvent } from '@/lib/storage/event-store'

export interface LiveHub {
  /** Until the returned function is called. */
  listen(listener: (event: LiveEvent) => void): () => void
}

interface HubOptions {
  events: EventStore
  /** The scan as it stands now; null where there is none of that id. */
  readScan: (id: string) => Promise<Scan | null>
  onError: (error: unknown) => void
}

/**
 * What browsers hear live: every event of the store made whole once, however many listen. Scans tell of
 * themselves quickly; while one is read, further news of it come to one more reading.
 */
export function createLiveHub({ events, readScan, onError }: HubOptions): LiveHub {
  const listeners = new Set<(event: LiveEvent) => void>()
  const tell = (event: LiveEvent) => {
    for (const listener of [...listeners]) listener(event)
  }
  const tellScan = latestOnly(async (id) => {
    const scan = await readScan(id)
    if (scan) tell({ type: 'scan', scan })
  }, onError)
  const hear = (event: StoreEvent) => (event.type === 'scan' ? tellScan(event.id) : tell(event))
  let leave: (() => void) | null = null
  return {
    listen(listener) {
      listeners.add(listener)
      leave ??= events.subscribe(hear)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        leave?.()
        leave = null
      }
    },
  }
}

/** Runs `work` for an id once at a time; asked again meanwhile, once more after it. */
function latestOnly(work: (id: string) => Promise<void>, onError: (error: unknown) => void) {
  const running = new Map<string, 'running' | 'again'>()
  const run = async (id: string): Promise<void> => {
    do {
      running.set(id, 'running')
      await work(id).catch(onError)
    } while (running.get(id) === 'again')
    running.delete(id)
  }
  return (id: string) => {
    if (running.has(id)) running.set(id, 'again')
    else void run(id)
  }
}
