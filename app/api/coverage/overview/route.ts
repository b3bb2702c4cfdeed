import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { coverageOverview } from '@/lib/services/coverage-overview'

export const GET = handle(ENDPOINTS.coverageOverview, ({ context, query }) =>
  coverageOverview(context, query),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
