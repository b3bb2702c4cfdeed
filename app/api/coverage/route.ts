import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { auditCoverage } from '@/lib/services/audit-coverage'

export const GET = handle(ENDPOINTS.auditCoverage, ({ context, query, signal }) =>
  auditCoverage(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
