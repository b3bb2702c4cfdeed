import { ENDPOINTS } from '@/lib/contract/endpoints'
import { handle, type RouteHandler } from '@/lib/http/handle'
import { forwardV2 } from '@/lib/services/forward-v2'
import { ServiceError } from '@/lib/services/service-error'

const forward = (method: 'GET' | 'HEAD'): RouteHandler =>
  handle(ENDPOINTS.forward, ({ context, request, params, signal }) => {
    const [registry = '', ...path] = [params.path ?? []].flat()
    const query = new URL(request.url).search.slice(1)
    return forwardV2(context, {
      method,
      registry,
      path: path.join('/'),
      query,
      headers: request.headers,
      signal,
    })
  })

const refuse = handle(ENDPOINTS.forward, async () => {
  throw new ServiceError('METHOD_NOT_ALLOWED', 'The v2 API is proxied for reading only.', {
    hint: 'Push images to the registry itself; compose tags with POST /api/compositions.',
  })
})

export const GET = forward('GET')
export const HEAD = forward('HEAD')
export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
