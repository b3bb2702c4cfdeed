import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listDangling } from '@/lib/services/list-dangling'

export const GET = handle(ENDPOINTS.listDangling, ({ context, query }) => listDangling(context, query))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
