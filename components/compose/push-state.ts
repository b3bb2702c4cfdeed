import { z } from 'zod'
import type { ApiErrorCode } from '@/lib/client/api'
import type { Problem, PushEvent, PushResult } from '@/lib/contract/compositions'

export type PushStep = Extract<PushEvent, { type: 'step' }>

export type MovedTagList = PushResult['tags']

/** A failure as the panel tells it; `tags` is null while nobody knows which tags moved. */
export interface PushFailure {
  code: ApiErrorCode | null
  message: string
  hint?: string
  requestId?: string
  tags: MovedTagList | null
  /** Tags nobody could read any more: whether they moved is not known. */
  unsure?: string[]
}

export interface PushProgress {
  /** In the order they were first told of. */
  steps: PushStep[]
  stepsTotal: number | null
  /** Bytes of the blobs on their way, by digest. */
  bytes: Record<string, { done: number; total: number }>
}

/** One push, from the click to its end. `moved` and `blocked` were refused before anything was written. */
export type PushState =
  | { phase: 'idle' }
  | { phase: 'running'; progress: PushProgress; stopping: boolean }
  | { phase: 'done'; result: PushResult }
  | { phase: 'moved'; message: string }
  | { phase: 'blocked'; message: string; problems: Problem[] }
  | { phase: 'failed'; failure: PushFailure; progress: PushProgress; stopped: boolean }

export const NO_PROGRESS: PushProgress = { steps: [], stepsTotal: null, bytes: {} }

/** Takes one event of the stream into the state. Events after the end change nothing. */
export function afterPushEvent(state: PushState, event: PushEvent): PushState {
  if (state.phase !== 'running') return state
  switch (event.type) {
    case 'step':
      return { ...state, progress: withStep(state.progress, event) }
    case 'progress': {
      const { digest, done, total } = event
      return {
        ...state,
        progress: { ...state.progress, bytes: { ...state.progress.bytes, [digest]: { done, total } } },
      }
    }
    case 'result':
      return { phase: 'done', result: event.result }
    case 'error': {
      const { code, message, hint, requestId } = event.error
      const untouched = event.tags.every((tag) => !tag.moved)
      if (code === 'PLAN_MOVED' && untouched) return { phase: 'moved', message }
      const failure: PushFailure = {
        ...{ code, message, requestId, tags: event.tags },
        ...(hint && { hint }),
        ...readDetails(event.error.details),
      }
      return { phase: 'failed', failure, progress: state.progress, stopped: state.stopping }
    }
  }
}

/** What the failure's details tell beside the tags. What is not understood is left out: the sentence says it too. */
function readDetails(details: unknown): Pick<PushFailure, 'unsure'> {
  const read = z.object({ unsure: z.array(z.string()) }).safeParse(details)
  return read.success ? { unsure: read.data.unsure } : {}
}

/** A step is told of when it starts and when it ends; steps of one push may overlap. */
function withStep(progress: PushProgress, step: PushStep): PushProgress {
  const known = progress.steps.findIndex((other) => other.step === step.step)
  const steps = known < 0 ? [...progress.steps, step] : progress.steps.with(known, step)
  return { ...progress, steps, stepsTotal: step.steps }
}

/** Steps that are over, as a share from 0 to 1; null before the first event. */
export function shareDone({ steps, stepsTotal }: PushProgress): number | null {
  if (stepsTotal === null || stepsTotal === 0) return null
  return steps.filter((step) => step.state !== 'started').length / stepsTotal
}
