import { expect, it } from 'vitest'
import { labelTerm } from './search-terms'

it.each([
  ['vendor', 'acme', 'label:vendor=acme'],
  ['url', 'https://example.com/?a=b', 'label:url=https://example.com/?a=b'],
  ['description', 'two words', 'label:description="two words"'],
  ['quoted', '"x"', 'label:quoted'],
  ['long', 'x'.repeat(300), 'label:long'],
  ['empty', '', 'label:empty'],
  ['a key', 'x', null],
  ['a=b', 'x', null],
])('asks for %s=%s as %s', (key, value, term) => {
  expect(labelTerm(key, value)).toBe(term)
})
