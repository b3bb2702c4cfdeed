import type { z } from 'zod'
import { ApiErrorBody, type ErrorCode } from '@/lib/contract/error'
import { apiPath } from '@/lib/routes'

/** The contract's codes, and the two failures only a browser sees. */
export type ApiErrorCode = ErrorCode | 'DASHBOARD_UNREACHABLE' | 'RESPONSE_INVALID'

interface ApiErrorFields {
  code: ApiErrorCode
  /** Null when no answer came. */
  status: number | null
  message: string
  hint?: string
  details?: Record<string, unknown>
  requestId?: string
}

/** A failed call. The UI switches on `code`; `message` and `hint` are sentences to show as they are. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode
  readonly status: number | null
  readonly hint: string | undefined
  readonly details: Record<string, unknown> | undefined
  readonly requestId: string | undefined

  constructor(fields: ApiErrorFields, options?: ErrorOptions) {
    super(fields.message, options)
    this.code = fields.code
    this.status = fields.status
    this.hint = fields.hint
    this.details = fields.details
    this.requestId = fields.requestId
  }
}

export type ApiQuery = Record<string, string | number | boolean | undefined>

/** `GET /api/<path>`, read through the contract's schema. Throws `ApiError`, or the abort of `signal`. */
export async function apiGet<Schema extends z.ZodType>(
  path: string,
  query: ApiQuery,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.output<Schema>> {
  return readJson(await apiFetch(path, { query, signal }), schema)
}

/** `POST /api/<path>` with a JSON body. Throws as `apiGet` does. */
export async function apiPost<Schema extends z.ZodType>(
  path: string,
  body: unknown,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.output<Schema>> {
  return readJson(await apiFetch(path, { body, signal }), schema)
}

/** `DELETE /api/<path>`; what it answers is of no interest. Throws as `apiGet` does. */
export async function apiDelete(path: string): Promise<void> {
  const response = await apiFetch(path, { method: 'DELETE' })
  await response.body?.cancel()
}

interface ApiFetchOptions {
  query?: ApiQuery
  /** Sent as JSON by POST; without one the call is a GET, or what `method` says. */
  body?: unknown
  method?: 'DELETE'
  accept?: string
  signal?: AbortSignal
}

/** The answer itself, for text, bytes and streams. Anything but 2xx is thrown as `ApiError`. */
export async function apiFetch(path: string, options: ApiFetchOptions = {}): Promise<Response> {
  const { query = {}, body, method, accept = 'application/json', signal } = options
  const init: RequestInit = { headers: { accept }, signal: signal ?? null, cache: 'no-store' }
  if (method) init.method = method
  if (body !== undefined) {
    init.method = 'POST'
    init.headers = { accept, 'content-type': 'application/json' }
    init.body = JSON.stringify(body)
  }
  const response = await fetch(apiPath(path, asText(query)), init).catch((cause: unknown) => {
    throw signal?.aborted ? cause : unreachable(cause)
  })
  if (!response.ok) throw await readError(response)
  return response
}

/** Whatever a query or mutation threw, as something the page can show. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new ApiError(
    { code: 'INTERNAL', status: null, message: `Something failed in this page: ${message}` },
    { cause: error },
  )
}

function asText(query: ApiQuery): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([key, value]) => [key, value === undefined ? undefined : String(value)]),
  )
}

function unreachable(cause: unknown): ApiError {
  return new ApiError(
    {
      code: 'DASHBOARD_UNREACHABLE',
      status: null,
      message: 'Manifold itself did not answer.',
      hint: 'Check that it is still running and that you are online, then try again.',
    },
    { cause },
  )
}

async function readJson<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await response.json())
  if (parsed.success) return parsed.data
  throw new ApiError(
    {
      code: 'RESPONSE_INVALID',
      status: response.status,
      message: 'Manifold answered in a form this page does not understand.',
      hint: 'It was probably updated while this page was open: reload the page.',
    },
    { cause: parsed.error },
  )
}

async function readError(response: Response): Promise<ApiError> {
  const text = await response.text()
  const body = ApiErrorBody.safeParse(parseJson(text))
  if (body.success) return new ApiError({ status: response.status, ...body.data.error })
  return new ApiError({
    code: 'RESPONSE_INVALID',
    status: response.status,
    message: `The answer was ${response.status} ${response.statusText} and did not come from Manifold.`,
    hint: 'A proxy in between may have answered in its place.',
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON, so not ours: the caller says so.
    return undefined
  }
}
