import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listUntagged } from '@/lib/services/list-untagged'

export const GET = handle(ENDPOINTS.listUntagged, ({ context, query }) => listUntagged(context, query))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
