import 'server-only'
import type { PushEvent, PushResult } from '@/lib/contract/compositions'
import type { PushOutcome } from '@/lib/services/push-composition-events'
import { errorBodyOf } from './error-response'

/** The events of a push as the lines of its stream. */
export async function* pushLines(
  events: AsyncIterable<PushOutcome>,
  requestId: string,
): AsyncGenerator<PushEvent, void, undefined> {
  for await (const event of events) {
    yield event.type === 'error'
      ? { type: 'error', ...errorBodyOf(event.failure, requestId), tags: event.tags }
      : event
  }
}

/** The same push as one answer, for a client that does not read the stream: its result, or its failure thrown. */
export async function pushAnswer(events: AsyncIterable<PushOutcome>): Promise<PushResult> {
  for await (const event of events) {
    if (event.type === 'result') return event.result
    if (event.type === 'error') throw event.failure
  }
  throw new Error('A push ended without telling how.')
}
