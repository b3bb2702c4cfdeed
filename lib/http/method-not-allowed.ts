import 'server-only'
import { ServiceError } from '@/lib/services/service-error'
import { handle, type RouteHandler } from './handle'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Handlers for the methods a route does not know: the coded error in place of an empty answer. */
export function methodNotAllowed(allowed: string): Record<Method, RouteHandler> {
  const refuse = handle(
    { method: 'GET', path: '', summary: '', status: 200, answers: {}, errors: [] },
    async ({ request }) => {
      throw new ServiceError('METHOD_NOT_ALLOWED', `${request.method} is not a method of this address.`, {
        hint: `It knows ${allowed}.`,
        details: { allowed },
      })
    },
  )
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse }
}
