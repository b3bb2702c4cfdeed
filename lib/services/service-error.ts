import 'server-only'
import type { ErrorCode } from '@/lib/contract/error'

interface ServiceErrorOptions extends ErrorOptions {
  /** What to do about it, as a sentence. */
  hint?: string
  /** Facts for the caller's code: `line` and `column`, problems, a new plan. Never a secret. */
  details?: Record<string, unknown>
}

/** A failure a person can understand and act on. `message` is one sentence fit for a page. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly details: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, { hint, details, ...options }: ServiceErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.hint = hint
    this.details = details
  }
}
