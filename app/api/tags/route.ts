import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listTags } from '@/lib/services/list-tags'

export const GET = handle(ENDPOINTS.listTags, ({ context, query, signal }) =>
  listTags(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
