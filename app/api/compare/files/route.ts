import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { compareFiles } from '@/lib/services/compare-files'

export const GET = handle(ENDPOINTS.compareFiles, ({ context, query, signal }) =>
  compareFiles(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
