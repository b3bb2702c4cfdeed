import 'server-only'
import { ENDPOINTS } from '@/lib/contract/endpoints'
import { ServiceError } from '@/lib/services/service-error'
import { handle, type RouteHandler } from './handle'

/** Handlers for every address under the API's that is none of its calls. */
export function notFound(): Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', RouteHandler> {
  const refuse = handle(
    { method: 'GET', path: '', summary: '', status: 200, answers: {}, errors: [] },
    async () => {
      throw new ServiceError('NOT_FOUND', 'The API has no such address.', {
        hint: `${ENDPOINTS.openapi.path} lists all of them.`,
      })
    },
  )
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse }
}
