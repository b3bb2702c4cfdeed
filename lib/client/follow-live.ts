import type { QueryClient } from '@tanstack/react-query'
import type { LiveEvent } from '@/lib/contract/events'
import type { LiveListener } from './events'
import { liveScanQuery } from './live-scan'
import { isLive, isStaleAfter } from './stale-after'

/** A scan tells of many tags a second: what they touch is asked for again once in this time. */
const GATHER_MS = 300
const EVERY_MS = 1500
const EVENTS_MAX = 200

/** Hands events to the page's queries: scans as they are, of everything else which answers are no longer true. */
export function followLive(client: QueryClient): LiveListener & { stop: () => void } {
  let events: LiveEvent[] = []
  let missed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = 0

  const refresh = () => {
    timer = undefined
    last = Date.now()
    const [told, everything] = [events, missed]
    events = []
    missed = false
    void client.invalidateQueries({
      predicate: ({ queryKey }) =>
        everything ? isLive(queryKey) : told.some((event) => isStaleAfter(queryKey, event)),
    })
  }
  const soon = () => {
    timer ??= setTimeout(refresh, Math.max(GATHER_MS, last + EVERY_MS - Date.now()))
  }
  return {
    onEvent(event) {
      if (event.type === 'hello') return
      if (event.type === 'scan') client.setQueryData(liveScanQuery(event.scan.registry).queryKey, event.scan)
      if (events.length < EVENTS_MAX) events.push(event)
      else missed = true
      soon()
    },
    onMissed() {
      missed = true
      soon()
    },
    stop: () => clearTimeout(timer),
  }
}
