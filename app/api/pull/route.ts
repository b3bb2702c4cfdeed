import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { predictPull } from '@/lib/services/predict-pull'

export const GET = handle(ENDPOINTS.predictPull, ({ context, query, signal }) =>
  predictPull(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
