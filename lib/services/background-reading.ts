import 'server-only'
import { setMaxListeners } from 'node:events'
import { LRUCache } from 'lru-cache'
import { perRegistry } from './per-registry'

const FAILURE_KEPT_MS = 30_000

/** Something long, read once for all who ask meanwhile. It goes on when the request that started it has long left. */
export interface BackgroundReading {
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  finishedAt: number | null
  failed: boolean
  readonly controller: AbortController
  /** Settles when all is read. Rejects with what stopped it. */
  readonly done: Promise<void>
}

/** Failed readings somebody has heard of. */
const told = new WeakSet<BackgroundReading>()

/** The last readings of a registry by what they read: one that another one follows, or that is pushed out, stops. */
export const keptReadings = <Kept extends BackgroundReading>(most: number) =>
  perRegistry(
    () => new LRUCache<string, Kept>({ max: most, dispose: ({ controller }) => controller.abort() }),
  )

/** Starts one. `details` is what it holds beside the rest, `read` fills it; the signal stops both. */
export function startReading<Details extends object>(
  now: () => number,
  details: (signal: AbortSignal) => Details,
  read: (reading: Details & BackgroundReading) => Promise<void>,
): Details & BackgroundReading {
  const controller = new AbortController()
  // One signal stops all reads under way; that many listeners are meant.
  setMaxListeners(0, controller.signal)
  const reading: Details & BackgroundReading = {
    ...details(controller.signal),
    startedAt: now(),
    finishedAt: null,
    failed: false,
    controller,
    done: Promise.resolve(),
  }
  const done = read(reading)
    .catch((error: unknown) => {
      reading.failed = true
      throw error
    })
    .finally(() => {
      reading.finishedAt = now()
    })
  // Nobody may be waiting any more; `awaitReading` tells whoever asks next.
  done.catch(() => {})
  return Object.assign(reading, { done })
}

/** Waits for what it begins with, then for the rest the way `wait` does, and throws what stopped it. */
export async function awaitReading(
  reading: BackgroundReading,
  begun: Promise<unknown>,
  wait: (done: Promise<void>) => Promise<void>,
): Promise<void> {
  try {
    await begun
    await wait(reading.done)
  } catch (error) {
    told.add(reading)
    throw error
  }
}

/** A failure behind everybody's back is told to whoever asks next; the one after that starts anew. */
export const isFailureUntold = (reading: BackgroundReading, now: number): boolean =>
  !told.has(reading) && now - (reading.finishedAt ?? 0) < FAILURE_KEPT_MS
