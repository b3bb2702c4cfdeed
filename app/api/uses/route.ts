import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { findUses } from '@/lib/services/find-uses'

export const GET = handle(ENDPOINTS.findUses, ({ context, query }) => findUses(context, query))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
