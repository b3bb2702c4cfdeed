import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { restoreTag } from '@/lib/services/restore-tag'

export const POST = handle(ENDPOINTS.restoreTag, ({ context, body, signal }) =>
  restoreTag(context, body, signal),
)
export const { GET, PUT, PATCH, DELETE } = methodNotAllowed('POST')
