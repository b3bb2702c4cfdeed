import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Client } from 'pg'
import type { EventStore, StoreEvent } from './event-store'
import { localEvents } from './local-events'
import type { Database } from './sql-places'

const CHANNEL = 'manifold_events'
/** PostgreSQL takes less than 8,000 bytes. */
const PAYLOAD_BYTES_MAX = 7_000
const RECONNECT_MS = [100, 500, 2_000, 5_000]

/** Events over NOTIFY: every process on the database hears them, this one included. */
export function postgresEvents(
  db: Database,
  connectionString: string,
): EventStore & { close(): Promise<void>; ready: Promise<void> } {
  const local = localEvents()
  const stopped = new AbortController()
  let client: Client | null = null
  let tellReady = () => {}
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve
  })

  async function listen(): Promise<void> {
    const listening = new Client({ connectionString })
    const gone = new Promise<void>((resolve) => {
      listening.on('error', () => resolve())
      listening.on('end', () => resolve())
    })
    client = listening
    listening.on('notification', ({ payload }) => {
      const event = read(payload)
      if (event) void local.publish(event)
    })
    // A client that is ended while it connects tells neither way: whoever waits for it would wait for ever.
    await Promise.race([
      gone,
      listening
        .connect()
        .then(() => listening.query(`listen ${CHANNEL}`))
        .then(tellReady),
    ])
    await gone
  }

  async function keepListening(): Promise<void> {
    for (let failures = 0; !stopped.signal.aborted; failures++) {
      const before = client
      await listen().catch(() => {})
      await before?.end().catch(() => {})
      const delay = RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)] ?? 5_000
      await sleep(delay, undefined, { signal: stopped.signal }).catch(() => {})
    }
  }
  const running = keepListening()

  return {
    ready,
    subscribe: local.subscribe,
    async publish(event) {
      const payload = JSON.stringify(brief(event))
      await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(db)
    },
    async close() {
      stopped.abort()
      await client?.end().catch(() => {})
      await running
    },
  }
}

/** Too many tags to name: an empty list says that there are some. */
function brief(event: StoreEvent): StoreEvent {
  const fits = Buffer.byteLength(JSON.stringify(event)) <= PAYLOAD_BYTES_MAX
  return fits || event.type !== 'tags' ? event : { ...event, tags: [] }
}

/** Written by a Manifold of whatever version: what is not understood is passed over. */
function read(payload: string | undefined): StoreEvent | null {
  try {
    const event: unknown = JSON.parse(payload ?? '')
    return typeof event === 'object' && event !== null && 'type' in event ? (event as StoreEvent) : null
  } catch {
    return null
  }
}
