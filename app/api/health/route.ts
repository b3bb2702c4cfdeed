import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { processEdge } from '@/lib/http/request-context'

export const GET = handle(ENDPOINTS.health, async () => ({
  status: 'ok',
  version: processEdge().config.version,
}))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
