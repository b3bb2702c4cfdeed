import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { addIgnore, listIgnores } from '@/lib/services/ignores'

export const GET = handle(ENDPOINTS.listIgnores, ({ context }) => listIgnores(context))
export const POST = handle(ENDPOINTS.addIgnore, ({ context, body }) => addIgnore(context, body))
export const { PUT, PATCH, DELETE } = methodNotAllowed('GET, POST')
