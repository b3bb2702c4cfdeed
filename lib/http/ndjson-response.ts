import 'server-only'

interface StreamOptions {
  /** The request being answered: its signal tells that the client has left. */
  request: Request
  status?: number
}

/**
 * Streams events, one JSON document a line, as fast as the client reads them. The events always run to their
 * end, as they may hold locks: when the client leaves, the rest is read on and thrown away, and it is the
 * call's `signal` that tells their producer to stop early.
 */
export function ndjsonResponse(
  events: AsyncIterable<unknown>,
  { request, status = 200 }: StreamOptions,
): Response {
  const iterator = events[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  const drain = async () => {
    while (!(await iterator.next()).done) {}
  }
  // Next does not reliably cancel a response's stream when the client leaves; the request's signal does fire.
  request.signal.addEventListener('abort', () => void drain(), { once: true })
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`))
    },
    cancel: drain,
  })
  // A buffering proxy would hold the progress back until there is none to show.
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' },
  })
}
