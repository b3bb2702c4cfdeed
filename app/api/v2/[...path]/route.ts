import { ENDPOINTS } from '@/lib/contract/endpoints'
import { forwardResponse } from '@/lib/http/forward-response'
import { handle } from '@/lib/http/handle'
import { methodNotAllowed } from '@/lib/http/method-not-allowed'
import { forwardV2 } from '@/lib/services/forward-v2'

const FORWARDED_HEADERS = ['accept', 'range', 'if-none-match', 'if-range']

export const GET = handle(ENDPOINTS.forward, async ({ context, request, params, signal }) => {
  const [registry = '', ...rest] = [params.path ?? []].flat()
  const path = rest.join('/')
  const headers = Object.fromEntries(
    FORWARDED_HEADERS.flatMap((name) => {
      const value = request.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET'
  const query = new URL(request.url).search.slice(1)
  const answer = await forwardV2(context, { registry, method, path, query, headers }, signal)
  return forwardResponse(answer, { registry, path })
})
export const HEAD = GET
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed('GET, HEAD')
