import { expect, test } from 'vitest'
import { redact } from './redact'

test.each([
  ['password s3cret! is wrong', 'password *** is wrong'],
  ['see https://user:pw@host/x', 'see https://***@host/x'],
  ['Bearer eyJhbGciOi.abc-def', 'Bearer ***'],
  ['get /blob?X-Amz-Signature=abc123&n=1', 'get /blob?X-Amz-Signature=***&n=1'],
  ['two\r\nlines\u0000\u202e here', 'two lines here'],
])('%j is shown as %j', (text, shown) => {
  expect(redact(text, ['s3cret!'])).toBe(shown)
})

test('a long text is clipped', () => {
  expect(redact('x'.repeat(10_000), []).length).toBe(500)
})
