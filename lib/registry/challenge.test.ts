import { expect, test } from 'vitest'
import { chooseChallenge, parseChallenges } from './challenge'

const CASES: [name: string, header: string, challenges: [scheme: string, parameters: object][]][] = [
  ['basic, unquoted realm', 'Basic realm=registry', [['basic', { realm: 'registry' }]]],
  [
    'scheme and keys in any case',
    'BEARER Realm="https://a/t",SERVICE="s"',
    [['bearer', { realm: 'https://a/t', service: 's' }]],
  ],
  ['escapes', 'Basic realm="a \\"b\\" \\\\c"', [['basic', { realm: 'a "b" \\c' }]]],
  [
    'a missing comma',
    'Bearer realm="https://a/t" service="s"',
    [['bearer', { realm: 'https://a/t', service: 's' }]],
  ],
  ['a missing closing quote', 'Bearer realm="https://a/t', [['bearer', { realm: 'https://a/t' }]]],
  [
    'commas inside quotes',
    'Bearer realm="r",scope="repository:a:pull,push"',
    [['bearer', { realm: 'r', scope: 'repository:a:pull,push' }]],
  ],
  ['a charset', 'Basic realm="r", charset="UTF-8"', [['basic', { realm: 'r', charset: 'UTF-8' }]]],
  ['an empty value', 'Bearer realm="r",service=""', [['bearer', { realm: 'r', service: '' }]]],
  [
    'several',
    'Basic realm="a", Bearer realm="b",service=c',
    [
      ['basic', { realm: 'a' }],
      ['bearer', { realm: 'b', service: 'c' }],
    ],
  ],
  [
    'a bare scheme before another',
    'Negotiate, Basic realm="a"',
    [
      ['negotiate', {}],
      ['basic', { realm: 'a' }],
    ],
  ],
  ['nothing', '', []],
]

test.each(CASES)('a challenge is read: %s', (_name, header, expected) => {
  const read = parseChallenges(header).map(({ scheme, parameters }) => [scheme, { ...parameters }])
  expect(read).toEqual(expected)
})

test.each(['===', ',,,', '"', 'Bearer realm=', '\\', 'a'.repeat(20_000), '=x, ="'])(
  'nonsense is read without harm: %#',
  (header) => {
    expect(() => parseChallenges(header)).not.toThrow()
  },
)

test('Bearer is answered before Basic, and nothing else is', () => {
  expect(chooseChallenge(parseChallenges('Basic realm="a", Bearer realm="b"'))?.scheme).toBe('bearer')
  expect(chooseChallenge(parseChallenges('Digest realm="a", Basic realm="b"'))?.scheme).toBe('basic')
  expect(chooseChallenge(parseChallenges('Negotiate'))).toBeNull()
})
