import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { findBases } from '@/lib/services/find-bases'

export const GET = handle(ENDPOINTS.findBases, ({ context, query }) => findBases(context, query))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
