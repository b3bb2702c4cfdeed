import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { compareImages } from '@/lib/services/compare-images'

export const GET = handle(ENDPOINTS.compare, ({ context, query, signal }) =>
  compareImages(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
