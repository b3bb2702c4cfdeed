import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '@/lib/testing/arbitrary-spec'
import { encodeGoJson, goStringMap, type OrderedJson } from './go-json'

const { tree } = fc.letrec<{ tree: OrderedJson }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    anyText,
    fc.constant(''),
    fc.maxSafeInteger(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.array(fc.tuple(anyText, tie('tree')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
  ),
}))

/** What a JSON reader makes of it: maps as objects, halves of characters as U+FFFD. */
function plain(value: OrderedJson): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, member]) => [key.toWellFormed(), plain(member)]))
  return Array.isArray(value) ? value.map(plain) : value
}

test.each([0, 2, 3])('indented by %i, it is JSON of the same value', (indent) => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(JSON.parse(encodeGoJson(value, indent))).toEqual(plain(value))
    }),
    { numRuns: 200 },
  )
})

test('nothing that HTML or a script would trip over, no bare control character, no break at the end', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(0, 2, 3), (value, indent) => {
      const text = encodeGoJson(value, indent)
      expect(text).not.toMatch(/[<>&\u2028\u2029]/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
      expect(indent === 0 ? text : text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/)
      expect(text).toBe(text.trim())
    }),
    { numRuns: 200 },
  )
})

test('the indent is the only difference between the profiles', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const compact = encodeGoJson(value, 0)
      for (const indent of [2, 3]) {
        const lines = encodeGoJson(value, indent).split('\n')
        for (const line of lines) expect((/^ */.exec(line)?.[0].length ?? 0) % indent).toBe(0)
        const joined = lines.map((line) => line.replace(/^ +/, '')).join('')
        expect(joined.replace(/("(?:[^"\\]|\\.)*"): /g, '$1:')).toBe(compact)
      }
    }),
    { numRuns: 100 },
  )
})

test('the keys of a string map are in the order of their UTF-8 bytes', () => {
  const map = fc
    .array(fc.tuple(anyText, anyText), { maxLength: 12 })
    .map((pairs) => Object.fromEntries(pairs))
  fc.assert(
    fc.property(map, (value) => {
      const keys = [...goStringMap(value).keys()]
      expect(keys.map((key) => Buffer.from(key))).toEqual(
        Object.keys(value)
          .map((key) => Buffer.from(key))
          .sort(Buffer.compare),
      )
      expect(keys).toHaveLength(Object.keys(value).length)
    }),
    { numRuns: 200 },
  )
})
