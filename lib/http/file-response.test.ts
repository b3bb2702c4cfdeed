import { expect, it } from 'vitest'
import { fileResponse } from './file-response'

const never = new AbortController().signal
const file = (chunks: AsyncIterable<string>, signal = never) =>
  fileResponse({ mediaType: 'text/csv', fileName: 'a.csv', chunks }, signal)

it('is a file to save, as it is written', async () => {
  async function* chunks() {
    yield 'a,'
    yield 'b\n'
  }
  const response = file(chunks())
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="a.csv"')
  expect(await response.text()).toBe('a,b\n')
})

it('that breaks on the way does not look whole', async () => {
  async function* chunks() {
    yield 'a,'
    throw new Error('The store is gone.')
  }
  await expect(file(chunks()).text()).rejects.toThrow('The store is gone.')
})

it('is not read on when its reader has left, or the server stops', async () => {
  let ended = 0
  async function* endless() {
    try {
      for (;;) yield 'row\n'
    } finally {
      ended++
    }
  }
  const reader = file(endless()).body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect(ended).toBe(1)
  const stopping = new AbortController()
  const stopped = file(endless(), stopping.signal).text()
  stopping.abort(new Error('The server is shutting down.'))
  await expect(stopped).rejects.toThrow('shutting down')
})
