import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listActivity } from '@/lib/services/list-activity'

export const GET = handle(ENDPOINTS.listActivity, ({ context, query }) => listActivity(context, query))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
