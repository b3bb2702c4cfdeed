import { expect, test } from 'vitest'
import { createTokenCache, readToken } from './token-cache'

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0)
const seconds = (answer: unknown) => ((readToken(answer, NOW)?.expiresAt ?? Number.NaN) - NOW) / 1000

test.each([
  ['its own life, less a margin', { token: 't', expires_in: 300 }, 292],
  ['a minute where nothing is said', { token: 't' }, 52],
  ['a minute at least', { access_token: 't', expires_in: 0 }, 52],
  ['counted from its issue', { token: 't', expires_in: 300, issued_at: '2026-11-23T11:59:30Z' }, 262],
  ['but not by a clock that is off', { token: 't', expires_in: 300, issued_at: '2020-01-01T00:00:00Z' }, 292],
])('a token lives %s', (_name, answer, expected) => {
  expect(seconds(answer)).toBe(expected)
})

test.each([null, [], {}, { token: '' }, { token: 5 }, { token: 'two\r\nlines' }])(
  '%j holds no token',
  (answer) => {
    expect(readToken(answer, NOW)).toBeNull()
  },
)

test('a token is asked for once however many need it, and again when it has expired', async () => {
  let now = NOW
  let asked = 0
  const cache = createTokenCache(() => now)
  const ask = async () => ({ value: `t${++asked}`, expiresAt: now + 1000 })
  const { signal } = new AbortController()
  const fetched = await Promise.all([
    cache.fetch(['a', 'b'], signal, ask),
    cache.fetch(['b', 'a'], signal, ask),
  ])
  expect(fetched.map(({ value }) => value)).toEqual(['t1', 't1'])
  expect(cache.peek(['b', 'a'])?.value).toBe('t1')
  now += 1000
  expect(cache.peek(['a', 'b'])).toBeUndefined()
})

test('dropping a refused token leaves a newer one alone', () => {
  const cache = createTokenCache(() => NOW)
  cache.keep(['a'], { value: 'new', expiresAt: NOW + 1 })
  cache.drop(['a'], 'old')
  expect(cache.peek(['a'])?.value).toBe('new')
})
