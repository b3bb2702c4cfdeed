import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { ndjsonResponse } from '@/lib/http/ndjson-response'
import { pushAnswer, pushLines } from '@/lib/http/push-answer'
import { preparePush } from '@/lib/services/push-composition'

const { status } = ENDPOINTS.pushComposition

export const POST = handle(
  ENDPOINTS.pushComposition,
  async ({ context, body, query, request, signal, requestId }) => {
    const accept = [...body.accept, ...query.accept]
    const push = await preparePush(context, { ...body, accept }, signal)
    const wantsLines = request.headers.get('accept')?.includes('application/x-ndjson')
    return wantsLines ? ndjsonResponse(pushLines(push(), requestId), { request, status }) : pushAnswer(push())
  },
)
export const { GET, PUT, PATCH, DELETE } = methodNotAllowed('POST')
