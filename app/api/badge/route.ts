import { ENDPOINTS } from '@/lib/contract/endpoints'
import { badgeResponse } from '@/lib/http/badge-response'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { tagBadge } from '@/lib/services/tag-badge'

export const GET = handle(ENDPOINTS.badge, async ({ context, query }) =>
  badgeResponse(await tagBadge(context, query)),
)
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
