import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { listOutOfStep } from '@/lib/services/lockstep'

export const GET = handle(ENDPOINTS.listOutOfStep, ({ context, query }) => listOutOfStep(context, query))
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET')
