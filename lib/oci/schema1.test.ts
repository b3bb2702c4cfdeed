import { describe, expect, it } from 'vitest'
import { schema1Payload } from './schema1'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes)
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** As libtrust signs: what was signed loses its end, the signatures follow, and their header tells what the end was. */
function signed(header: unknown, signatures?: unknown) {
  const text = `{\n   "schemaVersion": 1,\n   "name": "a/b",\n   "signatures": []\n}`
  const body = { schemaVersion: 1, signatures: signatures ?? [{ protected: encode(header) }] }
  return textOf(schema1Payload(bytesOf(text), body))
}

const formatLength = '{\n   "schemaVersion": 1,\n   "name": "a/b"'.length

describe('what a manifest of schema 1 has its digest from', () => {
  it('is what was signed, whoever signed it when', () => {
    const expected = '{\n   "schemaVersion": 1,\n   "name": "a/b"\n}'
    for (const time of ['2016-05-31T12:00:00Z', '2026-11-24T12:00:00Z'])
      expect(signed({ formatLength, formatTail: encode('\n}'), time })).toBe(expected)
  })

  it.each<[string, unknown, unknown?]>([
    ['no signature', {}, []],
    ['signatures that are none', {}, 'x'],
    ['a header that is none', 'x'],
    ['a header that is not encoded', {}, [{ protected: '%' }]],
    ['no length', { formatTail: encode('}') }],
    ['a length beyond the end', { formatLength: 1e6, formatTail: encode('}') }],
    ['a length below nothing', { formatLength: -1, formatTail: encode('}') }],
    ['a broken length', { formatLength: 1.5, formatTail: encode('}') }],
    ['no end', { formatLength: 3 }],
  ])('is not known with %s', (_name, header, signatures) => {
    expect(signed(header, signatures)).toBeNull()
  })
})
