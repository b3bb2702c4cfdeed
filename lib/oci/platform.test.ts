import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatPlatform,
  normalizePlatform,
  type Platform,
  parsePlatform,
  platformKey,
  samePlatform,
} from './platform'

interface Vectors {
  normalize: { input: Platform; normalized: Platform }[]
  parse: { input: string; parsed: Platform | null; format?: string }[]
}
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../testing/golden/platform-normalize.json', import.meta.url), 'utf8'),
)

describe('normalizing', () => {
  it.each(vectors.normalize)('$input -> $normalized', ({ input, normalized }) => {
    expect(normalizePlatform(input)).toEqual(normalized)
  })

  it('changes nothing the second time', () => {
    const word = fc.constantFrom(
      '',
      'amd64',
      'x86_64',
      'AARCH64',
      'arm',
      'armhf',
      'v8',
      '8',
      'v1',
      '7',
      'v9.0',
      'linux',
      'macOS',
    )
    fc.assert(
      fc.property(word, word, word, (os, architecture, variant) => {
        const once = normalizePlatform({ os, architecture, variant })
        expect(normalizePlatform(once)).toEqual(once)
      }),
    )
  })
})

describe('parsing and formatting', () => {
  it.each(vectors.parse)('$input', ({ input, parsed, format }) => {
    const result = parsePlatform(input)
    if (parsed === null) {
      expect(result).toMatchObject({ ok: false, error: { code: 'PLATFORM_INVALID' } })
      return
    }
    expect(result).toEqual({ ok: true, value: parsed })
    expect(formatPlatform(parsed)).toBe(format)
  })

  const name = fc.oneof(
    fc.stringMatching(/^[a-zA-Z0-9_]{1,8}$/),
    fc.constantFrom(
      'linux',
      'windows',
      'macos',
      'amd64',
      'x86_64',
      'AARCH64',
      'arm',
      'armhf',
      'armel',
      'i386',
    ),
  )
  const variant = fc.oneof(
    fc.stringMatching(/^[a-zA-Z0-9_.-]{1,6}$/),
    fc.constantFrom('v8', '8', 'v8.0', 'v9.0', 'v7', '7', '6', 'v1', 'v3'),
  )
  const detail = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    fc.constantFrom('10.0.17763.1', 'win32k', 'a+b', '(', ')', '%41', '%', '/', '*', '~'),
  )
  const platform = fc.record(
    {
      os: name,
      architecture: name,
      variant,
      'os.version': detail,
      'os.features': fc.uniqueArray(detail, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['os', 'architecture'] },
  )

  it('parse -> format -> parse gives the same platform', () => {
    fc.assert(
      fc.property(platform, (value) => {
        const parsed = parsePlatform(platformKey(value))
        expect(parsed.ok && platformKey(parsed.value)).toBe(platformKey(value))
        const words = formatPlatform(value)
        const read = parsePlatform(words)
        expect(read.ok && parsePlatform(formatPlatform(read.value))).toEqual(read)
        expect(read.ok && samePlatform(read.value, value)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('any text is a platform that can be written and read again, or is refused', () => {
    const piece = fc.constantFrom(
      ...'linux windows arm64 v8 / ( ) + . % %4 %2B * - _ 10.0 é'.split(' '),
      ' ',
      '',
    )
    const text = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    fc.assert(
      fc.property(text, (words) => {
        const read = parsePlatform(words)
        if (read.ok) expect(parsePlatform(formatPlatform(read.value))).toEqual(read)
        else expect(read.error.code).toBe('PLATFORM_INVALID')
      }),
      { numRuns: 500 },
    )
  })
})

describe('identity', () => {
  it.each([
    [
      'arm64 and arm64/v8',
      { os: 'linux', architecture: 'arm64' },
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
      true,
    ],
    [
      'arm and arm/v7',
      { os: 'linux', architecture: 'arm' },
      { os: 'linux', architecture: 'arm', variant: 'v7' },
      true,
    ],
    [
      'amd64 and amd64/v2',
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'amd64', variant: 'v2' },
      false,
    ],
    [
      'two Windows builds',
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' },
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' },
      false,
    ],
  ])('%s', (_, a, b, same) => {
    expect(samePlatform(a, b)).toBe(same)
  })
})
