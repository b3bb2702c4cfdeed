import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { removePolicy } from '@/lib/services/policies'

export const DELETE = handle(ENDPOINTS.removePolicy, ({ context, params }) =>
  removePolicy(context, String(params.id)),
)
export const { GET, POST, PUT, PATCH } = methodNotAllowed('DELETE')
