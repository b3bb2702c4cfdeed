import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { removeIgnore } from '@/lib/services/ignores'

export const DELETE = handle(ENDPOINTS.removeIgnore, ({ context, params }) =>
  removeIgnore(context, String(params.id)),
)
export const { GET, POST, PUT, PATCH } = methodNotAllowed('DELETE')
