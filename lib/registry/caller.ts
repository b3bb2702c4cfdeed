import 'server-only'
import { createAttempts } from './attempts'
import { createAuthenticator } from './authenticator'
import type { CallRequest } from './call-request'
import type { RegistrySettings } from './client-types'
import { createSharedDeadlines, type Deadline, startDeadline } from './deadline'
import { registryError } from './errors'
import { RETRY_LIMITS, retryDelayMs, type Wait, waitFor, withRetries } from './retry'
import { createScanLane } from './scan-lane'
import { createSlots } from './slots'
import { createTransport, type Lane, type WireResponse } from './transport'

export interface CallerDependencies {
  /** Milliseconds since the epoch. */
  now: () => number
  /** From 0 to 1; spreads retries. */
  random: () => number
  wait?: Wait
}

export type Caller = ReturnType<typeof createCaller>

/** Sends calls signed in, repeats them where that is safe, and turns what was not expected into a `RegistryError`. */
export function createCaller(
  settings: RegistrySettings,
  { now, random, wait = waitFor }: CallerDependencies,
) {
  const transport = createTransport(settings)
  const counters = { requests: 0, authentications: 0 }
  const authenticator = createAuthenticator({
    ...{ settings, transport, now, random, wait },
    onRequest: () => void counters.authentications++,
  })
  const { attempt, askedOf } = createAttempts({ settings, transport, authenticator, counters, now })
  const slots = createSlots(settings.concurrency)
  const shareDeadline = createSharedDeadlines()
  const scanLane = createScanLane({
    ...{ registry: settings.name, now, wait },
    width: settings.scan?.concurrency ?? settings.concurrency,
    rate: settings.scan?.rate ?? null,
  })

  /** What goes wrong when the time is up is that the time is up. */
  async function within<T>(deadline: Deadline, request: CallRequest<T>, run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      deadline.release()
      if (!deadline.expired) throw error
      throw registryError(
        askedOf(request),
        'REGISTRY_TIMEOUT',
        `${settings.name} did not finish within ${request.deadlineMs / 1000} seconds. Try again in a moment.`,
        { cause: error },
      )
    }
  }

  const run = <T>(request: CallRequest<T>, lane: Lane, deadline: Deadline): Promise<T> =>
    within(deadline, request, () =>
      withRetries(() => attempt(request, { lane, signal: deadline.signal }), {
        ...{ policy: request.retry, deadline, random, wait },
      }),
    )

  /** Every try waits for its turn anew, so that none holds a place while it waits. */
  async function scan<T>(request: CallRequest<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await scanLane.run(request.signal, async (told) => {
          const deadline = shareDeadline(request.deadlineMs, request.signal ?? NEVER)
          const { signal } = deadline
          const trying = () => attempt(request, { lane: 'scans', signal, told })
          return within(deadline, request, trying).finally(deadline.release)
        })
      } catch (error) {
        request.signal?.throwIfAborted()
        const failed = { error, attempt: tries, policy: request.retry, random: random() }
        const delay = retryDelayMs({
          ...failed,
          remainingMs: Number.POSITIVE_INFINITY,
          limits: RETRY_LIMITS.scan,
        })
        if (delay === null) throw error
        if (delay > 0) await wait(delay, request.signal ?? NEVER)
      }
    }
  }

  return {
    counters,
    /** What a call asks of whom, for errors that arise after it. */
    asked: askedOf,
    scanLane: scanLane.state,
    /** A call whose answer is read to its end. At most `concurrency` at a time; the rest wait in line. */
    async call<T>(request: CallRequest<T>): Promise<T> {
      if (request.lane === 'scan') return scan(request)
      const giveBack = await slots.take(request.signal)
      const deadline = startDeadline(request.deadlineMs, request.signal)
      try {
        return await run(request, 'calls', deadline)
      } finally {
        deadline.release()
        giveBack()
      }
    },
    /** A call that answers a stream. The deadline ends with the headers; the caller's signal goes on to count. */
    async open(request: Omit<CallRequest<WireResponse>, 'read'>): Promise<WireResponse> {
      const deadline = startDeadline(request.deadlineMs, request.signal)
      const read = async (response: WireResponse) => response
      const response = await run({ ...request, read }, 'downloads', deadline)
      deadline.disarm()
      response.body.once('close', deadline.release)
      return response
    },
    /** A call that sends a stream: as long as bytes move, it may take as long as it likes. */
    async upload(request: CallRequest<void>): Promise<void> {
      const deadline = startDeadline(request.deadlineMs, request.signal)
      await run(request, 'uploads', deadline).finally(deadline.release)
    },
    async close() {
      scanLane.close()
      await transport.close()
    },
  }
}

const NEVER = new AbortController().signal
