import { ENDPOINTS } from '@/lib/contract/endpoints'
import type { LiveEvent } from '@/lib/contract/events'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { sseResponse } from '@/lib/http/sse-response'
import { liveHub } from '@/lib/services/live-hub'

export const GET = handle(ENDPOINTS.events, async ({ context, signal }) => {
  const { listen } = await liveHub(context)
  const hello = (): LiveEvent => ({ type: 'hello', at: new Date(context.now()).toISOString() })
  return sseResponse<LiveEvent>({ listen, hello, signal })
})
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET')
