import { describe, expect, it } from 'vitest'
import { NO_PROGRESS, type PushState } from '@/components/compose/push-state'
import { ApiError } from '@/lib/client/api'
import type { PlanResponse, Problem } from '@/lib/contract/compositions'
import { outcomeInWords, reviewOf } from './review-state'

const digest = `sha256:${'a'.repeat(64)}`
const other = `sha256:${'b'.repeat(64)}`
const problem = (code: Problem['code'], severity: Problem['severity']): Problem => ({
  code,
  severity,
  message: 'So it is.',
})
const plan = (problems: Problem[], now: string | null = null): PlanResponse => ({
  target: { registry: 'r.test', repository: 'app', tag: '1' },
  digest,
  size: 1,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  profile: 'oci',
  profileReason: '',
  sources: [],
  complete: true,
  bytes: '{}',
  entries: [],
  tags: { '1': now },
  transfers: [],
  change: { added: [], removed: [], replaced: [], kept: [] },
  problems,
})

describe('a review', () => {
  it.each([
    ['ready', plan([])],
    ['ready', plan([problem('BASELINE_MISSING', 'warning'), problem('INDEX_OPENED', 'info')], other)],
    ['unchanged', plan([], digest)],
    ['asks', plan([problem('PLATFORM_LOST', 'confirm')])],
    ['blocked', plan([problem('PLATFORM_LOST', 'confirm'), problem('PLATFORM_DUPLICATE', 'error')])],
    ['planning', undefined],
  ])('is %s', (state, given) => {
    expect(reviewOf(given, null).state).toBe(state)
  })

  it('says what keeps it, the worst alone', () => {
    const worst = problem('PLATFORM_DUPLICATE', 'error')
    expect(reviewOf(plan([problem('PLATFORM_LOST', 'confirm'), worst, worst]), null)).toMatchObject({
      reason: expect.stringMatching(/^The same platform twice\. So it is\. And 1 more\.$/),
    })
  })

  it('is none where there is no plan', () => {
    const error = new ApiError({ code: 'REGISTRY_TIMEOUT', status: 504, message: 'Too late.' })
    expect(reviewOf(undefined, error)).toEqual({ state: 'unplanned', error })
  })
})

describe('many pushes', () => {
  it('are told by how they ended', () => {
    const failure = { code: null, message: '', tags: [] }
    const states: PushState[] = [
      { phase: 'idle' },
      { phase: 'running', progress: NO_PROGRESS, stopping: false },
      { phase: 'moved', message: '' },
      { phase: 'failed', failure, progress: NO_PROGRESS, stopped: false },
    ]
    expect(outcomeInWords(states)).toBe('2 not pushed, 1 under way, 1 waiting')
    expect(outcomeInWords([])).toBeNull()
  })
})
