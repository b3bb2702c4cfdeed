'use client'

import { useQueryClient } from '@tanstack/react-query'
import pMap from 'p-map'
import { useRef, useState } from 'react'
import type { PushState } from '@/components/compose/push-state'
import { runPush } from '@/components/compose/run-push'
import type { PushRequest } from '@/lib/contract/compositions'

const PUSHES_AT_ONCE = 2

export interface PushJob {
  /** The whole reference: each is pushed once. */
  target: string
  request: PushRequest
}

export interface PushMany {
  phase: 'review' | 'pushing' | 'over'
  /** Of every job, the state it is in; `idle` while it waits, or was stopped before its turn. */
  states: ReadonlyMap<string, PushState>
  start: (jobs: readonly PushJob[]) => void
  /** Those under way stop before their next write, those waiting are not begun. */
  stop: () => void
  stopping: boolean
  /** Back to the review, for what is left. */
  again: () => void
}

const NOTHING: ReadonlyMap<string, PushState> = new Map()

/** Several pushes, a few at a time, each for itself: what becomes of one is nothing to the others. */
export function usePushMany(): PushMany {
  const [phase, setPhase] = useState<PushMany['phase']>('review')
  const [states, setStates] = useState(NOTHING)
  const [stopping, setStopping] = useState(false)
  const running = useRef<AbortController>(null)
  const queryClient = useQueryClient()

  const run = async (jobs: readonly PushJob[]) => {
    const controller = new AbortController()
    running.current = controller
    setPhase('pushing')
    setStopping(false)
    setStates(new Map(jobs.map(({ target }) => [target, { phase: 'idle' }])))
    await pMap(
      jobs,
      async ({ target, request }) => {
        if (controller.signal.aborted) return
        await runPush(request, controller.signal, (state) =>
          setStates((now) => new Map(now).set(target, state)),
        )
      },
      { concurrency: PUSHES_AT_ONCE },
    )
    running.current = null
    setPhase('over')
    // Whatever happened, tags may have moved: nothing that shows them may go on showing the old ones.
    await queryClient.invalidateQueries()
  }

  return {
    phase,
    states,
    stopping,
    start: (jobs) => {
      if (!running.current) void run(jobs)
    },
    stop: () => {
      setStopping(true)
      running.current?.abort()
    },
    again: () => {
      if (running.current) return
      setPhase('review')
      setStates(NOTHING)
    },
  }
}
