import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { metricsResponse } from '@/lib/http/metrics-response'

export const GET = handle(ENDPOINTS.metrics, ({ context }) => metricsResponse(context))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
