import type { z } from 'zod'

/**
 * Reads newline-delimited JSON as it arrives, each line parsed by `schema`. Chunks may end anywhere, also inside
 * a character; blank lines are keep-alives. Throws on a line that is not what the contract says.
 */
export async function* readNdjson<T>(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  schema: z.ZodType<T>,
): AsyncGenerator<T, void, undefined> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      const lines = (rest + (value ?? '')).split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim() !== '') yield schema.parse(JSON.parse(line))
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => undefined) // the stream may already have failed: its error is the one thrown above
  }
}
