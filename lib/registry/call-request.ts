import 'server-only'
import type { Readable } from 'node:stream'
import type { RetryPolicy } from './retry'
import type { Target } from './targets'
import type { Method, WireResponse } from './transport'

/** One call of the registry API, and what to make of its answer. */
export interface CallRequest<T> {
  method: Method
  target: Target
  query?: string
  scopes: readonly string[]
  /** For messages: "read", "write", "delete". */
  verb: string
  headers?: Record<string, string>
  /** Opened anew for every try. */
  body?: (signal: AbortSignal) => Uint8Array | Promise<Readable>
  /** Statuses that are an answer; any other is thrown as a `RegistryError`. */
  expect: (status: number) => boolean
  /** Reads the answer; when it breaks off, the call is repeated as a whole. */
  read: (response: WireResponse) => Promise<T>
  /** Milliseconds for all tries together; of a scan, for each. */
  deadlineMs: number
  headersTimeoutMs?: number
  retry: RetryPolicy
  /** `scan`: waits behind other scans, and never before people. */
  lane?: 'scan' | undefined
  /** Told just before each exchange: queue and earlier tries are over. */
  onSend?: () => void
  signal?: AbortSignal | undefined
}
