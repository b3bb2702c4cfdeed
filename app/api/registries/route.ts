import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listRegistries } from '@/lib/services/list-registries'

export const GET = handle(ENDPOINTS.listRegistries, ({ context }) => listRegistries(context))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
