/** Lets everyone who asks for the same thing while it is being fetched wait for one answer. */
export function createSingleFlight() {
  const flights = new Map<string, Promise<unknown>>()
  return function once<T>(key: string, signal: AbortSignal | undefined, start: () => Promise<T>): Promise<T> {
    const flight = (flights.get(key) as Promise<T> | undefined) ?? launch(key, start)
    return signal ? Promise.race([flight, aborted(signal)]) : flight
  }

  function launch<T>(key: string, start: () => Promise<T>): Promise<T> {
    const flight = start().finally(() => flights.delete(key))
    // Whoever started it may have left; its failure is still everybody's own to handle.
    flight.catch(() => undefined)
    flights.set(key, flight)
    return flight
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
