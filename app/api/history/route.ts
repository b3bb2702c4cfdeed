import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { tagHistory } from '@/lib/services/tag-history'

export const GET = handle(ENDPOINTS.tagHistory, ({ context, query }) => tagHistory(context, query))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
