'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { PushRequest } from '@/lib/contract/compositions'
import type { PushState } from './push-state'
import { runPush } from './run-push'

export interface Push {
  state: PushState
  start: (request: PushRequest) => void
  /** The server stops before its next write; what is written stays and is told. */
  stop: () => void
  close: () => void
}

/** Runs one push at a time and keeps what its stream has told. */
export function usePush(): Push {
  const [state, setState] = useState<PushState>({ phase: 'idle' })
  const running = useRef<AbortController>(null)
  const queryClient = useQueryClient()

  const run = async (request: PushRequest) => {
    const controller = new AbortController()
    running.current = controller
    await runPush(request, controller.signal, setState)
    running.current = null
    // Whatever happened, tags may have moved: nothing that shows them may go on showing the old ones.
    await queryClient.invalidateQueries()
  }

  return {
    state,
    start: (request) => {
      if (!running.current) void run(request)
    },
    stop: () => {
      setState((now) => (now.phase === 'running' ? { ...now, stopping: true } : now))
      running.current?.abort()
    },
    close: () => {
      if (!running.current) setState({ phase: 'idle' })
    },
  }
}
