import 'server-only'
import type { Store } from '@/lib/storage/store'

/** Of one scan, at most this often; its beginning and its end at once. */
const QUIET_MS = 500

/** Tells all who watch how scans get on, without drowning them. */
export function createScanNews({ events }: Pick<Store, 'events'>) {
  const lastTold = new Map<string, number>()
  return {
    async tell(id: string, atOnce: boolean): Promise<void> {
      const now = performance.now()
      if (!atOnce && now - (lastTold.get(id) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return
      if (lastTold.size > 1000) lastTold.clear()
      lastTold.set(id, now)
      await events.publish(atOnce ? { type: 'scan', id } : { type: 'scan', id, progress: true })
    },
  }
}
