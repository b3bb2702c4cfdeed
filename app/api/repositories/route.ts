import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listRepositories } from '@/lib/services/list-repositories'

export const GET = handle(ENDPOINTS.listRepositories, ({ context, query }) =>
  listRepositories(context, query),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
