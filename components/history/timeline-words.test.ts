import { describe, expect, it } from 'vitest'
import { keptPlatforms, originInWords, putBackOf } from './timeline-words'

const digest = `sha256:${'a'.repeat(64)}`
const other = `sha256:${'b'.repeat(64)}`

describe('how an event came to be known', () => {
  it.each([
    ['push', 'alice', digest, 'pushed from here by alice'],
    ['restore', null, digest, 'put back from here'],
    ['restore', 'alice', null, 'removed from here by alice'],
    ['webhook', 'ci', digest, 'pushed by ci, as the registry told'],
    ['webhook', null, null, 'removed, as the registry told'],
    ['scan', null, digest, 'seen by a scan'],
    ['scan', null, null, 'found gone by a scan'],
  ] as const)('%s of %s, %s', (origin, actor, at, words) => {
    expect(originInWords({ origin, actor, digest: at })).toBe(words)
  })
})

describe('whether a digest can be put back', () => {
  it.each([
    ['what the tag has now', { digest, available: true }, digest, 'none'],
    ['a removal', { digest: null, available: false }, digest, 'none'],
    ['an earlier one the registry has', { digest: other, available: true }, digest, 'offered'],
    ['an earlier one of a tag that is gone', { digest: other, available: true }, null, 'offered'],
    ['an earlier one the registry lost', { digest: other, available: false }, digest, 'gone'],
  ] as const)('%s: %s', (_name, event, now, offer) => {
    expect(putBackOf(event, now)).toBe(offer)
  })
})

it('keeps what was neither gained nor lost', () => {
  expect(keptPlatforms({ platforms: ['linux/amd64', 'linux/s390x'], gained: ['linux/s390x'] })).toEqual([
    'linux/amd64',
  ])
})
