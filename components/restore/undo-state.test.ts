import { describe, expect, it } from 'vitest'
import { ApiError } from '@/lib/client/api'
import {
  outcomeOfFailure,
  phaseOf,
  plannedRows,
  rowsToDo,
  type UndoOutcome,
  undoTagsOf,
  withOutcome,
} from './undo-state'

const digest = `sha256:${'a'.repeat(64)}`
const tags = undoTagsOf('reg.test/app', [
  { tag: 'v1', before: digest, after: digest, moved: true },
  { tag: 'same', before: digest, after: digest, moved: false },
  { tag: 'stable', before: null, after: digest, moved: true },
])
const rows = plannedRows(tags)
const done: UndoOutcome = { state: 'done', moved: true, notices: [] }
const failed = (code: ApiError['code'], details?: Record<string, unknown>) =>
  outcomeOfFailure(new ApiError({ code, status: 400, message: 'No.', ...(details && { details }) }))

it('undoes the tags that moved and no other', () => {
  expect(tags.map(({ ref, before }) => [ref, before])).toEqual([
    ['reg.test/app:v1', digest],
    ['reg.test/app:stable', null],
  ])
})

describe('phaseOf', () => {
  const ending = (...outcomes: UndoOutcome[]) =>
    outcomes.reduce((all, outcome, place) => withOutcome(all, tags[place]?.ref ?? '', outcome), rows)
  it.each([
    ['planned', rows],
    ['done', ending(done, done)],
    ['partly', ending(done, failed('REGISTRY_REFUSED'))],
    ['failed', ending(failed('REGISTRY_REFUSED'), failed('REGISTRY_REFUSED'))],
  ])('is %s', (phase, state) => {
    expect(phaseOf(state, false)).toBe(phase)
    expect(phaseOf(state, true)).toBe('running')
  })
})

describe('what is asked for again', () => {
  it.each([
    ['REGISTRY_UNREACHABLE', ['reg.test/app:v1']],
    ['REGISTRY_REFUSED', ['reg.test/app:v1']],
    ['PLAN_MOVED', []],
    ['MANIFEST_UNKNOWN', []],
  ] as const)('after %s: %j', (code, refs) => {
    const state = withOutcome(withOutcome(rows, 'reg.test/app:stable', done), 'reg.test/app:v1', failed(code))
    expect(rowsToDo(state).map(({ ref }) => ref)).toEqual(refs)
  })
})

it('tells what somebody else put there, where the answer says so', () => {
  expect(failed('PLAN_MOVED', { now: digest })).toMatchObject({ failure: { now: digest } })
  expect(failed('PLAN_MOVED', { now: null })).toMatchObject({ failure: { now: null } })
  for (const outcome of [failed('PLAN_MOVED'), failed('REGISTRY_REFUSED', { now: digest })])
    expect(outcome).not.toHaveProperty('failure.now')
})
