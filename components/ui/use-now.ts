'use client'

import { useSyncExternalStore } from 'react'

const TICK_MS = 30_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = 0

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    now = 0
  }
}

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

// The same value between ticks, or React would render for ever.
const snapshot = (): number | null => {
  if (now === 0) now = Date.now()
  return now
}

/** Milliseconds since the epoch, renewed twice a minute by one timer; null on the server. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, snapshot, () => null)
}
