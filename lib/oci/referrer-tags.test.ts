import { expect, test } from 'vitest'
import { isTag } from './reference'
import { cosignTag, digestOfReferrerTag, fallbackTag } from './referrer-tags'

const HEX = 'a1'.repeat(32)

test.each([
  [`sha256:${HEX}`, `sha256-${HEX}`],
  [`sha512:${HEX}${HEX}`, `sha512-${HEX}`],
])('the fallback tag of %s', (digest, tag) => {
  expect(fallbackTag(digest)).toBe(tag)
  expect(isTag(tag)).toBe(true)
})

test('a tag of cosign leads back to its digest; others lead nowhere', () => {
  expect(digestOfReferrerTag(cosignTag(`sha256:${HEX}`, 'sig'))).toBe(`sha256:${HEX}`)
  expect(digestOfReferrerTag(`sha256-${HEX}`)).toBe(`sha256:${HEX}`)
  for (const tag of ['v1', 'sha256-abc', `sha256-${HEX}.exe`, `sha512-${HEX}`])
    expect(digestOfReferrerTag(tag)).toBeNull()
})
