import { z } from 'zod'
import { type ApiError, toApiError } from '@/lib/client/api'
import { pushComposition } from '@/lib/client/compositions'
import { Problem, type PushRequest } from '@/lib/contract/compositions'
import { afterPushEvent, NO_PROGRESS, type PushProgress, type PushState } from './push-state'

/** Pushes once and tells every state on the way; returns the last. Never throws: a failure is a state too. */
export async function runPush(
  request: PushRequest,
  signal: AbortSignal,
  onState: (state: PushState) => void,
): Promise<PushState> {
  let current: PushState = { phase: 'running', progress: NO_PROGRESS, stopping: false }
  let begun = false
  const tell = (state: PushState) => {
    current = state
    onState(state)
  }
  tell(current)
  try {
    for await (const event of pushComposition(request, signal)) {
      begun = true
      tell(afterPushEvent(current, event))
    }
  } catch (error) {
    const progress = current.phase === 'running' ? current.progress : NO_PROGRESS
    tell(signal.aborted ? stopped(progress) : refused(toApiError(error), progress, begun))
  }
  return current
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
