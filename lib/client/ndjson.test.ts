import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readNdjson } from './ndjson'

const Line = z.object({ word: z.string() })

function bodyOf(...chunks: Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

const bytes = (text: string) => new TextEncoder().encode(text)

async function wordsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string[]> {
  const words: string[] = []
  for await (const line of readNdjson(body, Line)) words.push(line.word)
  return words
}

describe('readNdjson', () => {
  const text = '{"word":"index"}\n{"word":"Größe ✓"}\n\n{"word":"layer"}\n'

  it('reads the same lines wherever the chunks are cut, also inside a character', async () => {
    const whole = bytes(text)
    for (let cut = 0; cut <= whole.length; cut++)
      expect(await wordsOf(bodyOf(whole.slice(0, cut), whole.slice(cut)))).toEqual([
        'index',
        'Größe ✓',
        'layer',
      ])
  })

  it('reads a byte at a time', async () => {
    const single = [...bytes(text)].map((byte) => Uint8Array.of(byte))
    expect(await wordsOf(bodyOf(...single))).toEqual(['index', 'Größe ✓', 'layer'])
  })

  it('reads a last line without its newline', async () => {
    expect(await wordsOf(bodyOf(bytes('{"word":"a"}\r\n{"word":"b"}')))).toEqual(['a', 'b'])
  })

  it('yields nothing for an empty body', async () => {
    expect(await wordsOf(bodyOf())).toEqual([])
  })

  it('yields what came before a line the contract does not know, then throws', async () => {
    const seen: string[] = []
    const read = async () => {
      for await (const line of readNdjson(bodyOf(bytes('{"word":"a"}\n{"other":1}\n')), Line))
        seen.push(line.word)
    }
    await expect(read()).rejects.toThrow(z.ZodError)
    expect(seen).toEqual(['a'])
  })

  it('throws on a line cut short', async () => {
    await expect(wordsOf(bodyOf(bytes('{"word":"a"}\n{"wor')))).rejects.toThrow(SyntaxError)
  })
})
