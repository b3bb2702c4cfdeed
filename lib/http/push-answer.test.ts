import { expect, it } from 'vitest'
import { PushEvent } from '@/lib/contract/compositions'
import type { PushOutcome } from '@/lib/services/push-composition-events'
import { ServiceError } from '@/lib/services/service-error'
import { pushAnswer, pushLines } from './push-answer'

const step: PushOutcome = { type: 'step', step: 1, steps: 1, action: 'check', subject: 'x', state: 'done' }
const tags = [{ tag: 'v1', before: null, after: null, moved: false }]
const failure = new ServiceError('PLAN_MOVED', 'Somebody else moved v1.', { hint: 'Look.' })

async function* events(...all: PushOutcome[]) {
  yield* all
}

it('ends the lines of a failed push with its error body and every tag', async () => {
  const lines: PushEvent[] = []
  for await (const line of pushLines(events(step, { type: 'error', failure, tags }), 'id-1')) lines.push(line)
  expect(lines[1]).toEqual({
    type: 'error',
    error: { code: 'PLAN_MOVED', message: 'Somebody else moved v1.', hint: 'Look.', requestId: 'id-1' },
    tags,
  })
  expect(PushEvent.parse(lines[1])).toEqual(lines[1])
})

it('throws the failure where the push is one answer', async () => {
  await expect(pushAnswer(events(step, { type: 'error', failure, tags }))).rejects.toBe(failure)
})

it('takes a push that tells no end for a bug', async () => {
  await expect(pushAnswer(events(step))).rejects.toThrow('without telling how')
})
