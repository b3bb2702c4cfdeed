import 'server-only'

export interface Slots {
  /** Resolves, first come first served, to the function that gives the slot back. */
  take(signal?: AbortSignal): Promise<() => void>
}

/**
 * At most `count` holders at a time. A call's deadline starts when it has its slot, so a long queue makes calls
 * wait but never time out; and because a call keeps its slot while it obeys a `Retry-After`, the queue does too.
 */
export function createSlots(count: number): Slots {
  const queue = new Set<() => void>()
  let free = Math.max(1, count)

  // A slot given back goes straight to the first in line, so that nobody can slip in between.
  function giveBack() {
    const [first] = queue
    if (!first) free++
    else if (queue.delete(first)) first()
  }

  return {
    async take(signal) {
      signal?.throwIfAborted()
      if (free > 0) free--
      else await inLine(queue, signal)
      let held = true
      return () => {
        if (held) giveBack()
        held = false
      }
    },
  }
}

/** Waits in line; a signal takes one out of it, with its reason. */
export function inLine(queue: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leavers = signal && leaversOf(signal)
    const enter = () => {
      leavers?.delete(leave)
      resolve()
    }
    const leave = () => {
      queue.delete(enter)
      reject(signal?.reason)
    }
    queue.add(enter)
    leavers?.add(leave)
  })
}

const lines = new WeakMap<AbortSignal, Set<() => void>>()

/** Those who wait with one signal. Hundreds may: a listener for each costs more than the wait. */
function leaversOf(signal: AbortSignal): Set<() => void> {
  const known = lines.get(signal)
  if (known) return known
  const leavers = new Set<() => void>()
  lines.set(signal, leavers)
  const allLeave = () => {
    for (const leave of leavers) leave()
  }
  signal.addEventListener('abort', allLeave, { once: true })
  return leavers
}
