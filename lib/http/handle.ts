import 'server-only'
import { setMaxListeners } from 'node:events'
import type { z } from 'zod'
import type { Endpoint } from '@/lib/contract/endpoint'
import type { Context } from '@/lib/services/context'
import { errorResponse } from './error-response'
import { readBody } from './read-body'
import { readQuery } from './read-query'
import { processEdge } from './request-context'
import { checkHost, checkWrite } from './request-guard'
import { shutdownSignal } from './shutdown'

/** One checked request, as a service sees it. */
export interface Call<Query, Body> {
  context: Context
  request: Request
  /** The path's parameters, decoded. */
  params: Record<string, string | string[]>
  query: Query
  body: Body
  /** Fires when the client leaves or the server shuts down. */
  signal: AbortSignal
  requestId: string
}

interface RouteArgument {
  params: Promise<Record<string, string | string[] | undefined>>
}

export type RouteHandler = (request: Request, route?: RouteArgument) => Promise<Response>

/**
 * Makes a route handler: checks the host, the origin of writes, the query and the body, calls one service and
 * answers its value as JSON. A `Response` goes out as it is. Every failure is the coded error body.
 */
export function handle<Query extends z.ZodType, Body extends z.ZodType>(
  endpoint: Endpoint<Query, Body>,
  service: (call: Call<z.output<Query>, z.output<Body>>) => Promise<unknown>,
): RouteHandler {
  return async (request, route) => {
    const requestId = crypto.randomUUID()
    const { config, context } = processEdge()
    try {
      if (!endpoint.anyHost) checkHost(request, config)
      checkWrite(request, config)
      const params = compact((await route?.params) ?? {})
      const query = readQuery(endpoint.query, request)
      const body = await readBody(endpoint, request)
      const signal = AbortSignal.any([request.signal, shutdownSignal()])
      // One signal stops every call a page of tags makes; that many listeners are meant.
      setMaxListeners(0, signal)
      const answer = await service({ context, request, params, query, body, signal, requestId })
      return withEdgeHeaders(answer instanceof Response ? answer : json(answer, endpoint.status), requestId)
    } catch (error) {
      return withEdgeHeaders(errorResponse(error, { requestId, request, log: context.log }), requestId)
    }
  }
}

const json = (value: unknown, status: number) => Response.json(value, { status })

const compact = (params: Record<string, string | string[] | undefined>): Call<never, never>['params'] =>
  Object.fromEntries(Object.entries(params).filter((pair): pair is [string, string | string[]] => !!pair[1]))

/** Nothing the API answers may be kept by a cache or guessed at by a browser. */
function withEdgeHeaders(response: Response, requestId: string): Response {
  response.headers.set('cache-control', 'no-store')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('x-request-id', requestId)
  return response
}
