import 'server-only'
import { z } from 'zod'
import { type ApiErrorBody, type ErrorCode, STATUS_OF_CODE } from '@/lib/contract/error'
import { RegistryError } from '@/lib/registry/errors'
import type { Context } from '@/lib/services/context'
import { ServiceError } from '@/lib/services/service-error'
import { redact } from './redact'

interface Failure {
  code: ErrorCode
  message: string
  hint?: string | undefined
  details?: Record<string, unknown> | undefined
  retryAfterSeconds?: number | null
}

interface Occasion {
  requestId: string
  request: Request
  log: Context['log']
}

/** The coded error body of anything thrown. What nobody foresaw is logged and shown as its request id alone. */
export function errorResponse(error: unknown, { requestId, request, log }: Occasion): Response {
  const failure = failureOf(error)
  if (failure.code === 'INTERNAL' && !request.signal.aborted) {
    log('error', 'A request failed unexpectedly.', {
      requestId,
      method: request.method,
      path: new URL(request.url).pathname,
      error: redact(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    })
  }
  const response = Response.json(errorBody(failure, requestId), { status: STATUS_OF_CODE[failure.code] })
  if (failure.retryAfterSeconds) response.headers.set('retry-after', String(failure.retryAfterSeconds))
  if (typeof failure.details?.allowed === 'string') response.headers.set('allow', failure.details.allowed)
  return response
}

/** The error body itself, for the last line of a stream, where the status has long been sent. */
export function errorBodyOf(error: unknown, requestId: string): ApiErrorBody {
  return errorBody(failureOf(error), requestId)
}

function errorBody({ code, message, hint, details }: Failure, requestId: string): ApiErrorBody {
  return { error: { code, message, ...(hint && { hint }), ...(details && { details }), requestId } }
}

function failureOf(error: unknown): Failure {
  if (error instanceof ServiceError) return serviceFailure(error)
  if (error instanceof RegistryError) return registryFailure(error)
  if (error instanceof z.ZodError) return invalidRequest(error)
  return {
    code: 'INTERNAL',
    message: 'Something went wrong inside Manifold.',
    hint: "The server's log names the cause under this request id.",
  }
}

/** One that a registry's failure caused still says when to ask again. */
function serviceFailure({ code, message, hint, details, cause }: ServiceError): Failure {
  const retryAfterSeconds = cause instanceof RegistryError ? cause.details.retryAfterSeconds : null
  return { code, message, hint, details, retryAfterSeconds }
}

function registryFailure({ code, message, details }: RegistryError): Failure {
  const { registry, status, registryCode, registryMessage, retryAfterSeconds } = details
  return {
    code,
    message,
    details: { registry, status, registryCode, registryMessage },
    retryAfterSeconds,
  }
}

function invalidRequest(error: z.ZodError): Failure {
  const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const [first] = issues
  const where = first?.path ? `${first.path}: ` : ''
  return {
    code: 'REQUEST_INVALID',
    message: `The request cannot be read. ${where}${first?.message ?? ''}`.trim(),
    details: { issues },
  }
}
