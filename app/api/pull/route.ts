import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { predictPull } from '@/lib/services/predict-pull'

export const GET = handle(ENDPOINTS.predictPull, ({ context, query, signal }) =>
  predictPull(context, query, signal),
)
