import 'server-only'
import type { FindingNotification, NotificationTarget } from './notify-findings'

/** What came of one attempt: `refused` will not get better, `failed` may. */
export type Delivery = { outcome: 'taken' | 'refused' | 'failed'; reason: string }

export interface NotificationQueue {
  add(target: NotificationTarget, notification: FindingNotification): void
  /** Gives up what waits. Answers how many were never delivered. */
  stop(): number
}

interface QueueOptions {
  post: (
    target: NotificationTarget,
    notification: FindingNotification,
    signal: AbortSignal,
  ) => Promise<Delivery>
  log: (message: string, fields: Record<string, unknown>) => void
}

/** Milliseconds before each further attempt: some twenty minutes in all. */
const DELAYS_MS = [1_000, 5_000, 30_000, 120_000, 300_000, 900_000]
/** A target that is down must not fill the memory; the page still shows what it missed. */
const WAITING_MAX = 1_000

interface Queue {
  /** The first is being delivered. */
  waiting: FindingNotification[]
  dropped: number
}

/**
 * Delivers notifications, one at a time and in order for each target, again and again while it fails: at least
 * once while this process lives. Adding never waits and never throws.
 */
export function createNotificationQueue({ post, log }: QueueOptions): NotificationQueue {
  const queues = new Map<NotificationTarget, Queue>()
  const stopping = new AbortController()

  const deliver = async (target: NotificationTarget, notification: FindingNotification) => {
    const { code, ref, platform } = notification
    const about = { host: new URL(target.url).host, code, ref, platform }
    for (const delay of [...DELAYS_MS, null]) {
      const { outcome, reason } = await post(target, notification, stopping.signal).catch(failed)
      if (outcome === 'taken') return
      if (outcome === 'refused' || delay === null)
        return log('A notification could not be delivered.', { ...about, reason })
      await pause(delay, stopping.signal)
      if (stopping.signal.aborted) return
    }
  }
  const run = async (target: NotificationTarget, queue: Queue) => {
    for (let [next] = queue.waiting; next && !stopping.signal.aborted; [next] = queue.waiting) {
      await deliver(target, next)
      if (!stopping.signal.aborted) queue.waiting.shift()
    }
    if (queue.waiting.length > 0) return
    queues.delete(target)
    // Once for all of them: the first scan of a large registry finds thousands of things.
    if (queue.dropped > 0) {
      const about = { host: new URL(target.url).host, dropped: queue.dropped }
      log('Notifications were dropped: too many waited already.', about)
    }
  }
  return {
    add(target, notification) {
      const known = queues.get(target)
      const queue = known ?? { waiting: [], dropped: 0 }
      if (queue.waiting.length >= WAITING_MAX) queue.dropped++
      else queue.waiting.push(notification)
      if (known) return
      queues.set(target, queue)
      void run(target, queue)
    },
    stop() {
      stopping.abort()
      return [...queues.values()].reduce((count, { waiting }) => count + waiting.length, 0)
    },
  }
}

const failed = (error: unknown): Delivery => ({
  outcome: 'failed',
  reason: error instanceof Error ? error.message : String(error),
})

/** Until the time has passed or the process stops, whichever is first; never keeps the process alive. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
