import { describe, expect, it } from 'vitest'
import { visibleParts } from './visible-text'

describe('visibleParts', () => {
  it('leaves ordinary text in one piece, with tabs and line ends', () => {
    const text = 'apt-get update &&\n\tréseau 漢字 😀'
    expect(visibleParts(text)).toEqual([{ hidden: false, text }])
  })

  it.each([
    ['a right-to-left override', '\u202e', 'U+202E'],
    ['a zero-width space', '\u200b', 'U+200B'],
    ['an isolate', '\u2066', 'U+2066'],
    ['a byte order mark', '\ufeff', 'U+FEFF'],
    ['an escape', '\u001b', 'U+001B'],
    ['a carriage return', '\r', 'U+000D'],
    ['a tag character', '\u{e0041}', 'U+E0041'],
  ])('names %s', (_name, character, code) => {
    expect(visibleParts(`a${character}b`).map(({ text, hidden }) => [text, hidden])).toEqual([
      ['a', false],
      [code, true],
      ['b', false],
    ])
  })

  it('has nothing to show for an empty text', () => {
    expect(visibleParts('')).toEqual([])
  })
})
