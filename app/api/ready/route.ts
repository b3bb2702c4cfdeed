import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { checkReadiness } from '@/lib/services/check-readiness'

export const GET = handle(ENDPOINTS.ready, ({ context }) => checkReadiness(context))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
