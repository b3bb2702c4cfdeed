import { describe, expect, it } from 'vitest'
import { hexDump, isPicture, textOf } from './file-bytes'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('textOf', () => {
  it('reads UTF-8', () => expect(textOf(utf8('Grüße\n'), false)).toBe('Grüße\n'))
  it('forgives a character that was cut off, and no other', () => {
    const cut = utf8('Grü').subarray(0, 3)
    expect(textOf(cut, true)).toBe('Gr')
    expect(textOf(cut, false)).toBeNull()
  })
  it('takes bytes for bytes', () => {
    expect(textOf(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]), true)).toBeNull()
    expect(textOf(new Uint8Array([0xff, 0xfe, 0x41]), true)).toBeNull()
  })
})

it('a dump has places, pairs and ASCII', () => {
  const bytes = new Uint8Array([...utf8('ELF and more text'), 0, 255])
  expect(hexDump(bytes).split('\n')).toEqual([
    '00000000  45 4c 46 20 61 6e 64 20  6d 6f 72 65 20 74 65 78  |ELF and more tex|',
    `00000010  74 00 ff${' '.repeat(42)}|t..|`,
  ])
  expect(hexDump(new Uint8Array())).toBe('')
})

it('pictures are told by their names', () => {
  expect(['a/logo.svg', 'x.PNG', 'favicon.ico'].every(isPicture)).toBe(true)
  expect(['png', 'a.png/b', 'a.tar'].some(isPicture)).toBe(false)
})
