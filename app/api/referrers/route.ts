import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listReferrers } from '@/lib/services/list-referrers'

export const GET = handle(ENDPOINTS.listReferrers, ({ context, query, signal }) =>
  listReferrers(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
