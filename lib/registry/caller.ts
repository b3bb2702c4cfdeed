import 'server-only'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { type Authenticator, createAuthenticator } from './authenticator'
import type { RegistrySettings } from './client-types'
import { RegistryError, type RegistryErrorCode } from './errors'
import { failureOfNetwork, failureOfResponse } from './failures'
import { isRetryableStatus, readRetryAfter, retryDelayMs } from './retry'
import { createTransport, discard, type Incoming, type Outgoing, readCapped } from './transport'

const ERROR_BYTES_MAX = 64 * 1024

export interface CallRequest extends Omit<Outgoing, 'body'> {
  scope: string
  /** Statuses that are an answer; any other is thrown as a `RegistryError`. */
  expect: readonly number[]
  /** What a 404 means here. */
  missing: RegistryErrorCode
  /** Milliseconds for the headers and all attempts together. */
  deadlineMs?: number
  /** Repeated on network trouble and overload; only for calls that may be made twice. */
  idempotent: boolean
  /** Opened anew for every attempt. */
  body?: () => Uint8Array | Promise<Readable>
}

export interface Caller {
  call(request: CallRequest): Promise<Incoming>
  readonly counters: { requests: number; authentications: number }
  close(): Promise<void>
}

/** Sends a call signed in, repeats it where that is safe, and turns what was not expected into an error. */
export function createCaller(
  settings: RegistrySettings,
  deps: { now: () => number; random: () => number },
): Caller {
  const transport = createTransport(settings)
  const authenticator: Authenticator = createAuthenticator(settings, deps.now)
  let requests = 0

  async function call(request: CallRequest): Promise<Incoming> {
    const deadline = request.deadlineMs ? [AbortSignal.timeout(request.deadlineMs)] : []
    const signal = AbortSignal.any([...deadline, ...(request.signal ? [request.signal] : [])])
    for (let attempt = 1; ; attempt++) {
      const failed = await attemptCall({ ...request, signal })
      if (!(failed instanceof RegistryError)) return failed
      const { status, retryAfterSeconds } = failed.details
      const mayRepeat =
        request.idempotent && (status === null ? isTrouble(failed) : isRetryableStatus(status))
      const delay = mayRepeat
        ? retryDelayMs({ attempt, status, retryAfterSeconds, random: deps.random })
        : null
      if (delay === null || signal.aborted) throw failed
      await wait(delay, undefined, { signal }).catch(() => {
        throw failed
      })
    }
  }

  /** One attempt, with one sign-in where the registry asks for it. */
  async function attemptCall(request: CallRequest): Promise<Incoming | RegistryError> {
    try {
      let incoming = await sendSigned(request)
      if (incoming.status === 401 && (await authenticator.challenged(incoming.challenges, request.scope))) {
        await discard(incoming)
        incoming = await sendSigned(request)
      }
      return request.expect.includes(incoming.status) ? incoming : await failureOf(request, incoming)
    } catch (error) {
      return failureOfNetwork(error, placeOf(request))
    }
  }

  async function sendSigned({ body, headers, ...request }: CallRequest): Promise<Incoming> {
    const authorization = await authenticator.header(request.scope)
    requests++
    return transport.send({
      ...request,
      headers: { ...headers, ...(authorization && { authorization }) },
      ...(body && { body: await body() }),
    })
  }

  async function failureOf(request: CallRequest, incoming: Incoming): Promise<RegistryError> {
    const retryAfterSeconds = readRetryAfter(incoming.headers['retry-after'], deps.now())
    const body = await readCapped(settings.name, incoming.body, ERROR_BYTES_MAX).catch(() => new Uint8Array())
    return failureOfResponse(placeOf(request), {
      status: incoming.status,
      body,
      retryAfterSeconds,
      missing: request.missing,
    })
  }

  const placeOf = (request: CallRequest) => ({
    registry: settings.name,
    method: request.method,
    url: transport.origin + request.path,
  })

  return {
    call,
    get counters() {
      return { requests, authentications: authenticator.authentications }
    },
    close: async () => {
      await Promise.all([transport.close(), authenticator.close()])
    },
  }
}

const isTrouble = (error: RegistryError): boolean =>
  error.code === 'REGISTRY_UNREACHABLE' &&
  !['ECONNREFUSED', 'ENOTFOUND', 'AbortError'].includes(String(error.cause))
