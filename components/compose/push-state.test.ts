import { describe, expect, it } from 'vitest'
import type { PushEvent } from '@/lib/contract/compositions'
import { afterPushEvent, NO_PROGRESS, type PushState, shareDone } from './push-state'

const running: PushState = { phase: 'running', progress: NO_PROGRESS, stopping: false }
const digest = `sha256:${'a'.repeat(64)}`

const step = (number: number, state: 'started' | 'done' | 'skipped'): PushEvent => ({
  type: 'step',
  step: number,
  steps: 4,
  action: 'mount',
  subject: digest,
  state,
})
const failure = (code: 'PLAN_MOVED' | 'REGISTRY_UNREACHABLE', moved: boolean): PushEvent => ({
  type: 'error',
  error: { code, message: 'It moved.', requestId: 'r1' },
  tags: [{ tag: 'v1', before: null, after: moved ? digest : null, moved }],
})

const stateAfter = (...events: PushEvent[]) => events.reduce(afterPushEvent, running)
const progressOf = (state: PushState) => (state.phase === 'running' ? state.progress : NO_PROGRESS)

describe('afterPushEvent', () => {
  it('keeps one line a step, in the order they began, with the latest state', () => {
    const state = stateAfter(step(1, 'started'), step(2, 'started'), step(1, 'done'))
    expect(progressOf(state).steps.map((each) => [each.step, each.state])).toEqual([
      [1, 'done'],
      [2, 'started'],
    ])
  })

  it('counts finished and skipped steps, not started ones', () => {
    const state = stateAfter(step(1, 'done'), step(2, 'skipped'), step(3, 'started'))
    expect(shareDone(progressOf(state))).toBe(0.5)
    expect(shareDone(NO_PROGRESS)).toBeNull()
  })

  it('keeps the latest bytes of each blob', () => {
    const state = stateAfter(
      { type: 'progress', digest, done: 1, total: 9 },
      { type: 'progress', digest, done: 5, total: 9 },
    )
    expect(progressOf(state).bytes).toEqual({ [digest]: { done: 5, total: 9 } })
  })

  it('says "moved" only while no tag was written', () => {
    expect(stateAfter(failure('PLAN_MOVED', false)).phase).toBe('moved')
    expect(stateAfter(failure('PLAN_MOVED', true)).phase).toBe('failed')
  })

  it('keeps which tags moved and how far it came when it fails', () => {
    const state = stateAfter(step(1, 'done'), failure('REGISTRY_UNREACHABLE', true))
    expect(state).toMatchObject({
      phase: 'failed',
      failure: { code: 'REGISTRY_UNREACHABLE', requestId: 'r1', tags: [{ tag: 'v1', moved: true }] },
      progress: { steps: [{ step: 1 }] },
    })
  })

  it.each([
    ['the tags nobody could read', { unsure: ['v1'], tags: [], left: { blobs: 1 } }, ['v1']],
    ['nothing it does not understand', { unsure: 7 }, undefined],
  ])('keeps of the details %s', (_, details, unsure) => {
    const event = failure('REGISTRY_UNREACHABLE', false)
    if (event.type !== 'error') throw new Error('Not an error.')
    const state = stateAfter({ ...event, error: { ...event.error, details } })
    if (state.phase !== 'failed') throw new Error('Not failed.')
    expect(state.failure.unsure).toEqual(unsure)
  })

  it('ignores events after the end', () => {
    const over = stateAfter(failure('REGISTRY_UNREACHABLE', false))
    expect(afterPushEvent(over, step(3, 'done'))).toBe(over)
  })
})
