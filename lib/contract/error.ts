import { z } from 'zod'

/** Every code the API can answer with, and the one table of their HTTP statuses. */
export const STATUS_OF_CODE = {
  REQUEST_INVALID: 400,
  REFERENCE_INVALID: 400,
  YAML_INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  ORIGIN_REFUSED: 403,
  READ_ONLY: 403,
  REGISTRY_UNKNOWN: 404,
  NAME_UNKNOWN: 404,
  MANIFEST_UNKNOWN: 404,
  BLOB_UNKNOWN: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  PLAN_MOVED: 409,
  GATE_FAILED: 412,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  LAYER_UNREADABLE: 422,
  PLAN_BLOCKED: 422,
  INTERNAL: 500,
  REGISTRY_UNAUTHORIZED: 502,
  REGISTRY_REFUSED: 502,
  REGISTRY_INCONSISTENT: 502,
  REGISTRY_UNREACHABLE: 502,
  REGISTRY_RATE_LIMITED: 503,
  TOO_MANY_STREAMS: 503,
  REGISTRY_TIMEOUT: 504,
} as const

export type ErrorCode = keyof typeof STATUS_OF_CODE

export const ErrorCode = z.enum(Object.keys(STATUS_OF_CODE) as [ErrorCode, ...ErrorCode[]])

/** `line` and `column` count from 1 and are there where the input has them. */
export const ApiErrorBody = z.object({
  error: z.object({
    code: ErrorCode,
    message: z.string(),
    hint: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string(),
  }),
})
export type ApiErrorBody = z.infer<typeof ApiErrorBody>
