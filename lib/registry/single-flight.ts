import 'server-only'

export type SingleFlight<T> = (
  key: string,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
) => Promise<T>

interface Flight<T> {
  result: Promise<T>
  waiting: number
  controller: AbortController
}

/** Calls for the same key share one run. It is aborted only when the last of them has gone. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>()

  function takeOff(key: string, run: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const result = run(controller.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key)
    })
    const flight: Flight<T> = { result, waiting: 0, controller }
    flights.set(key, flight)
    return flight
  }

  return async (key, signal, run) => {
    signal?.throwIfAborted()
    const flight = flights.get(key) ?? takeOff(key, run)
    flight.waiting++
    let leave = () => {}
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal?.reason)
      signal?.addEventListener('abort', leave, { once: true })
    })
    try {
      return await Promise.race([flight.result, left])
    } finally {
      signal?.removeEventListener('abort', leave)
      flight.waiting--
      if (flight.waiting === 0) {
        if (flights.get(key) === flight) flights.delete(key)
        flight.controller.abort()
      }
    }
  }
}
