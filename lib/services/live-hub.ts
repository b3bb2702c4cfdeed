import 'server-only'
import type { Store } from '@/lib/storage/store'
import type { Context } from './context'
import { createLiveHub, type LiveHub } from './watch-live'
import { findScan } from './watch-scans'

const hubs = new WeakMap<Store, LiveHub>()

/** The one hub of this process: every page that listens shares it. */
export async function liveHub(context: Context): Promise<LiveHub> {
  const store = await context.store()
  const known = hubs.get(store)
  if (known) return known
  const hub = createLiveHub({
    events: store.events,
    readScan: (id) => findScan(context, id),
    onError: (error) =>
      context.log('warn', 'The progress of a scan could not be told.', { error: String(error) }),
  })
  hubs.set(store, hub)
  return hub
}
