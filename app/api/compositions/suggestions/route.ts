import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { suggestCompositions } from '@/lib/services/suggest-compositions'

export const GET = handle(ENDPOINTS.suggestCompositions, ({ context, query }) =>
  suggestCompositions(context, query),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
