import 'server-only'

interface FileToSend {
  mediaType: string
  /** Letters, digits, dots and dashes. */
  fileName: string
  chunks: AsyncIterable<string>
}

/**
 * Streams a text as a file to save, as fast as the client reads it. What fails on the way breaks the connection: a
 * file that ends early must not look whole. `signal` ends it early.
 */
export function fileResponse({ mediaType, fileName, chunks }: FileToSend, signal: AbortSignal): Response {
  const iterator = chunks[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      signal.throwIfAborted()
      const next = await iterator.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    cancel: async () => void (await iterator.return?.()),
  })
  return new Response(body, {
    headers: {
      'content-type': `${mediaType}; charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-accel-buffering': 'no',
    },
  })
}
