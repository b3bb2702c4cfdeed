import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { planComposition } from '@/lib/services/plan-composition'

export const POST = handle(ENDPOINTS.planComposition, ({ context, body, signal }) =>
  planComposition(context, body, signal),
)
export const { GET, PUT, PATCH, DELETE } = methodNotAllowed('POST')
