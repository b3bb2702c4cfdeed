import 'server-only'
import { ServiceError } from '@/lib/services/service-error'

/** What a stream says by itself, so that both ends notice a connection that died. */
export const HELLO_MS = 20_000
/** How long a browser waits before it comes back. */
const RETRY_MS = 3_000
/** Bytes that may wait for a client that reads slowly; then it is let go and has to begin anew. */
const WAITING_BYTES_MAX = 256 * 1024
/** Streams at a time of one process: each keeps a connection. */
const STREAMS_MAX = 500

interface ServerSentEvent {
  type: string
}

interface SseOptions<Event extends ServerSentEvent> {
  /** Starts telling events until the returned function is called. */
  listen: (send: (event: Event) => void) => () => void
  /** Said at once and every 20 seconds. */
  hello: () => Event
  /** Fires when the client leaves or the server shuts down. */
  signal: AbortSignal
}

let open = 0

/**
 * A stream of server-sent events: `type` is the event's name, the rest its data. They are hints and are never kept
 * for a client: one that cannot follow is disconnected, comes back by itself, and reads everything again.
 */
export function sseResponse<Event extends ServerSentEvent>(options: SseOptions<Event>): Response {
  if (open >= STREAMS_MAX) throw tooMany()
  const { signal, hello } = options
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = () => {
          stop()
          controller.close()
        }
        const send = (event: Event) => {
          controller.enqueue(encoder.encode(frame(event)))
          if ((controller.desiredSize ?? 0) <= 0) close()
        }
        const beat = setInterval(() => send(hello()), HELLO_MS)
        const leave = options.listen(send)
        open++
        stop = once(() => {
          open--
          clearInterval(beat)
          leave()
          signal.removeEventListener('abort', close)
        })
        signal.addEventListener('abort', close)
        controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`))
        send(hello())
        if (signal.aborted) close()
      },
      cancel: () => stop(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: WAITING_BYTES_MAX }),
  )
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
  })
}

/** JSON holds no line break of its own, so one line carries it. */
const frame = ({ type, ...data }: ServerSentEvent): string =>
  `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    work()
  }
}

const tooMany = () =>
  new ServiceError('TOO_MANY_STREAMS', 'Too many pages listen for changes at the moment.', {
    hint: 'Pages ask again every now and then instead, and listen as soon as there is room.',
  })
