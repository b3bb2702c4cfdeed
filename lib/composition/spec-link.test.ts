import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packSpec, parsePackedSpec, SPEC_LINK_LENGTH_MAX, specOfLink } from './spec-link'

const YAML = 'image: r.example/a:v1\nmanifests:\n  - image: r.example/a-amd64:v1 # the rest of the world\n'
const PACKED = packSpec(YAML)

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('packSpec', () => {
  it('comes back as it was, whatever it holds, and needs no escaping in an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }), (text) => {
        const packed = packSpec(text)
        expect(packed).toMatch(/^[A-Za-z0-9._-]*[0-9a-f]$/)
        const parsed = parsePackedSpec(packed)
        expect(parsed).toEqual({ ok: true, value: { packing: 'plain', bytes: bytesOf(text) } })
      }),
    )
  })
})

describe('parsePackedSpec', () => {
  it('notices every cut and every changed character', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: PACKED.length - 1 }), (at) => {
        const flipped = PACKED[at] === 'a' ? 'b' : 'a'
        expect(parsePackedSpec(PACKED.slice(0, at)).ok).toBe(false)
        expect(parsePackedSpec(PACKED.slice(0, at) + flipped + PACKED.slice(at + 1)).ok).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '',
    'p..811c9dc5',
    PACKED.toLowerCase(),
    `${PACKED}.`,
    `x${PACKED.slice(1)}`,
    `${PACKED}%20`,
    'p.A.811c9dc5',
  ])('takes %j for damaged', (packed) => {
    expect(parsePackedSpec(packed)).toMatchObject({ error: { code: 'LINK_DAMAGED' } })
  })

  it('does not even look at one that no link can be as long as', () => {
    const packed = packSpec('x'.repeat(SPEC_LINK_LENGTH_MAX))
    expect(parsePackedSpec(packed)).toMatchObject({ error: { code: 'LINK_TOO_LARGE' } })
  })
})

describe('specOfLink', () => {
  it('is the very text, comments included', () => {
    expect(specOfLink(bytesOf(YAML))).toEqual({ ok: true, value: YAML })
  })

  it.each([
    ['manifests: [', /^Line 1, column \d+: /],
    ['- a list', /must be a mapping/],
    ['image: a\0b', /binary/],
  ])('says why %j is no composition', (text, message) => {
    expect(specOfLink(bytesOf(text))).toMatchObject({
      error: { code: 'LINK_UNREADABLE', message: expect.stringMatching(message) },
    })
  })

  it('refuses what is not UTF-8', () => {
    expect(specOfLink(Uint8Array.of(0x69, 0xff))).toMatchObject({ error: { code: 'LINK_UNREADABLE' } })
  })
})
