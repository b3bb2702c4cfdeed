import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listFiles } from '@/lib/services/list-files'

export const GET = handle(ENDPOINTS.listFiles, ({ context, query, signal }) =>
  listFiles(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
