import 'server-only'
/** Every way a registry call can fail. 404s keep the registry's own distinction; only they mean "missing". */
export type RegistryErrorCode =
  | 'NAME_UNKNOWN'
  | 'MANIFEST_UNKNOWN'
  | 'BLOB_UNKNOWN'
  | 'REGISTRY_UNAUTHORIZED'
  | 'REGISTRY_REFUSED'
  | 'REGISTRY_INCONSISTENT'
  | 'REGISTRY_UNREACHABLE'
  | 'REGISTRY_RATE_LIMITED'
  | 'REGISTRY_TIMEOUT'

export interface RegistryErrorDetails {
  code: RegistryErrorCode
  registry: string
  method: string
  /** Without credentials and without query values. */
  url: string
  /** Null when there was no answer. */
  status: number | null
  /** The registry's own code and message, as text. */
  registryCode: string | null
  registryMessage: string | null
  /** Seconds, from `Retry-After`. */
  retryAfterSeconds: number | null
  /** Whether the same call may succeed a moment later. */
  retryable?: boolean
}

/** The one error `lib/registry` throws. `message` is a sentence fit for a page: no secret, no stack. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly details: RegistryErrorDetails

  constructor(message: string, details: RegistryErrorDetails, options?: ErrorOptions) {
    super(message, options)
    this.details = details
  }

  /** By name: a server build may load this module more than once, and a client outlives each copy. */
  static override [Symbol.hasInstance](value: unknown): value is RegistryError {
    return value instanceof Error && value.name === 'RegistryError' && 'details' in value
  }

  get code(): RegistryErrorCode {
    return this.details.code
  }

  /** Whether the registry said that what was asked for does not exist. */
  get missing(): boolean {
    return this.code === 'NAME_UNKNOWN' || this.code === 'MANIFEST_UNKNOWN' || this.code === 'BLOB_UNKNOWN'
  }
}

export const isMissing = (error: unknown): error is RegistryError =>
  error instanceof RegistryError && error.missing

/** What was being asked of whom, so that an error can say so. */
export interface Asked {
  registry: string
  method: string
  /** Without credentials and without query values. */
  url: string
}

/** A `RegistryError` with only the details that differ from "no answer, nothing known". */
export function registryError(
  asked: Asked,
  code: RegistryErrorCode,
  message: string,
  more: Partial<RegistryErrorDetails> & { cause?: unknown } = {},
): RegistryError {
  const { cause, ...details } = more
  const none = { status: null, registryCode: null, registryMessage: null, retryAfterSeconds: null }
  return new RegistryError(message, { ...none, ...asked, ...details, code }, cause ? { cause } : {})
}
