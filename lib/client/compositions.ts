import { queryOptions } from '@tanstack/react-query'
import { type PlanRequest, PlanResponse, PushEvent, type PushRequest } from '@/lib/contract/compositions'
import { ApiError, apiFetch, apiPost } from './api'
import { readNdjson } from './ndjson'

/**
 * The plan of a spec as it is written; nothing is written to the registry. Tags move, so it ages quickly.
 * `seen`: what earlier plans saw behind the sources, asked for when the plan is.
 */
export const planQuery = (spec: string, seen: () => PlanRequest['seen'] = () => undefined) =>
  queryOptions({
    queryKey: ['compositions', 'plan', spec],
    queryFn: ({ signal }) => apiPost('compositions/plan', { spec, seen: seen() }, PlanResponse, signal),
    staleTime: 5_000,
    gcTime: 60_000,
  })

/**
 * Pushes what `request` describes and yields the events of its stream, the last of which is `result` or `error`.
 * Throws `ApiError` where the push was refused before anything was written, and where the stream broke off.
 */
export async function* pushComposition(
  request: PushRequest,
  signal: AbortSignal,
): AsyncGenerator<PushEvent, void, undefined> {
  const response = await apiFetch('compositions', { body: request, accept: 'application/x-ndjson', signal })
  if (!response.body) throw brokenOff()
  try {
    for await (const event of readNdjson(response.body, PushEvent)) {
      yield event
      if (event.type === 'result' || event.type === 'error') return
    }
  } catch (cause) {
    throw signal.aborted ? cause : brokenOff(cause)
  }
  throw brokenOff()
}

function brokenOff(cause?: unknown): ApiError {
  return new ApiError(
    {
      code: 'DASHBOARD_UNREACHABLE',
      status: null,
      message: 'The connection to Manifold ended before the push did.',
      hint: 'The tags below are as they are now. Pushing again is safe: what is already there is not sent twice.',
    },
    { cause },
  )
}
