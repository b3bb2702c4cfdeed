import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { searchTags } from '@/lib/services/search-tags'

export const GET = handle(ENDPOINTS.search, ({ context, query }) => searchTags(context, query))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
