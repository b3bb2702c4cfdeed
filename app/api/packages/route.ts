import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listPackages } from '@/lib/services/list-packages'

export const GET = handle(ENDPOINTS.listPackages, ({ context, query, signal }) =>
  listPackages(context, query, signal),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
