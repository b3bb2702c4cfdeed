import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { addPolicy, listPolicies } from '@/lib/services/policies'

export const GET = handle(ENDPOINTS.listPolicies, ({ context }) => listPolicies(context))
export const POST = handle(ENDPOINTS.addPolicy, ({ context, body }) => addPolicy(context, body))
export const { PUT, PATCH, DELETE } = methodNotAllowed('GET, POST')
