import 'server-only'
import { setMaxListeners } from 'node:events'

export interface Deadline {
  /** Fires when the time is up, or with the caller's own signal. */
  signal: AbortSignal
  readonly expired: boolean
  remainingMs(): number
  /** The time no longer counts; the caller's signal still does. */
  disarm(): void
  /** Neither counts any more. Every deadline must be released. */
  release(): void
}

/** One time limit over all that a call does. (`AbortSignal.any` keeps its sources' listeners alive on Node 20.) */
export function startDeadline(milliseconds: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController()
  const endsAt = performance.now() + milliseconds
  let expired = false
  const timer = setTimeout(() => {
    expired = true
    controller.abort(new DOMException('The time is up.', 'TimeoutError'))
  }, milliseconds)
  timer.unref()
  const onAbort = () => controller.abort(caller?.reason)
  if (caller?.aborted) onAbort()
  caller?.addEventListener('abort', onAbort, { once: true })
  return {
    signal: controller.signal,
    get expired() {
      return expired
    },
    remainingMs: () => Math.max(0, endsAt - performance.now()),
    disarm: () => clearTimeout(timer),
    release() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', onAbort)
    },
  }
}

/** Calls that begin within this part of their time share its end. */
const SHARED_PART = 1 / 30

interface SharedDeadline {
  deadline: Deadline
  /** Who begins later gets one of their own. */
  openUntil: number
  holders: number
}

/**
 * Deadlines for many short calls of one caller: a signal and a timer for each costs more than the call's own work. Each
 * gets its time in full, and up to a thirtieth more.
 */
export function createSharedDeadlines(): (milliseconds: number, caller: AbortSignal) => Deadline {
  const open = new WeakMap<AbortSignal, Map<number, SharedDeadline>>()

  function begin(milliseconds: number, caller: AbortSignal): SharedDeadline {
    const window = milliseconds * SHARED_PART
    const deadline = startDeadline(milliseconds + window, caller)
    // One signal ends many calls; that many listeners are meant.
    setMaxListeners(0, deadline.signal)
    return { deadline, openUntil: performance.now() + window, holders: 0 }
  }

  return (milliseconds, caller) => {
    const ofCaller = open.get(caller) ?? new Map<number, SharedDeadline>()
    open.set(caller, ofCaller)
    const known = ofCaller.get(milliseconds)
    const shared = known && performance.now() < known.openUntil ? known : begin(milliseconds, caller)
    ofCaller.set(milliseconds, shared)
    shared.holders++
    let isHeld = true
    return {
      signal: shared.deadline.signal,
      get expired() {
        return shared.deadline.expired
      },
      remainingMs: shared.deadline.remainingMs,
      disarm: shared.deadline.disarm,
      release() {
        if (isHeld) shared.holders--
        isHeld = false
        if (shared.holders > 0) return
        shared.deadline.release()
        if (ofCaller.get(milliseconds) === shared) ofCaller.delete(milliseconds)
      },
    }
  }
}
