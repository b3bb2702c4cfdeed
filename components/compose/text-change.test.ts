import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textChange } from './text-change'

const word = fc.string({ unit: fc.constantFrom('a', 'b', '\n') })

describe('textChange', () => {
  it('makes the one text of the other', () => {
    fc.assert(
      fc.property(word, word, (before, after) => {
        const change = textChange(before, after)
        const made = change ? before.slice(0, change.from) + change.insert + before.slice(change.to) : before
        expect(made).toBe(after)
      }),
    )
  })

  it('touches only what differs', () => {
    expect(textChange('image: a\ntags: []\n', 'image: abc\ntags: []\n')).toEqual({
      from: 8,
      to: 8,
      insert: 'bc',
    })
  })

  it('is null when nothing differs', () => {
    expect(textChange('x', 'x')).toBeNull()
  })
})
