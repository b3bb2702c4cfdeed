import { expect, it } from 'vitest'
import { percent } from './percent'

it.each([
  [0, 0, '–'],
  [0, 7, '0 %'],
  [7, 7, '100 %'],
  [99_999, 100_000, '99.9 %'],
  [1, 100_000, '0.1 %'],
  [1, 3, '33.3 %'],
])('%i of %i is %s', (part, whole, text) => {
  expect(percent(part, whole)).toBe(text)
})
