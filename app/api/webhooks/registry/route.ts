import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { receiveWebhook } from '@/lib/services/receive-webhook'
import { webhookIntake } from '@/lib/services/webhook-intake'

export const POST = handle(ENDPOINTS.receiveWebhook, async ({ context, query, body, request }) => {
  const authorization = request.headers.get('authorization')
  return receiveWebhook(context, await webhookIntake(context), { query, body, authorization })
})
export const { GET, PUT, PATCH, DELETE } = methodNotAllowed('POST')
