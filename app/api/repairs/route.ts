import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { repairTag } from '@/lib/services/repair-tag'

export const GET = handle(ENDPOINTS.repair, ({ context, query, signal }) => repairTag(context, query, signal))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET')
