'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { z } from 'zod'
import { type ApiError, toApiError } from '@/lib/client/api'
import { pushComposition } from '@/lib/client/compositions'
import { Problem, type PushRequest } from '@/lib/contract/compositions'
import { afterPushEvent, NO_PROGRESS, type PushProgress, type PushState } from './push-state'

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
    let current: PushState = { phase: 'running', progress: NO_PROGRESS, stopping: false }
    let begun = false
    setState(current)
    try {
      for await (const event of pushComposition(request, controller.signal)) {
        begun = true
        current = afterPushEvent(current, event)
        setState(current)
      }
    } catch (error) {
      const progress = current.phase === 'running' ? current.progress : NO_PROGRESS
      setState(controller.signal.aborted ? stopped(progress) : refused(toApiError(error), progress, begun))
    }
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

function stopped(progress: PushProgress): PushState {
  const failure = { code: null, message: 'You stopped this push.', tags: null }
  return { phase: 'failed', failure, progress, stopped: true }
}

/** A refusal comes before anything is written; a stream that broke off leaves the tags to be read again. */
function refused(error: ApiError, progress: PushProgress, begun: boolean): PushState {
  if (error.code === 'PLAN_MOVED') return { phase: 'moved', message: error.message }
  if (error.code === 'PLAN_BLOCKED')
    return { phase: 'blocked', message: error.message, problems: problemsOf(error) }
  const { code, message, hint, requestId } = error
  const answered = error.status !== null && error.status >= 400 && !begun
  return {
    phase: 'failed',
    failure: {
      code,
      message,
      tags: answered ? [] : null,
      ...(hint && { hint }),
      ...(requestId && { requestId }),
    },
    progress,
    stopped: false,
  }
}

function problemsOf(error: ApiError): Problem[] {
  const details = z.object({ problems: z.array(Problem) }).safeParse(error.details)
  return details.success ? details.data.problems : []
}
