import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGlob, likePatterns } from './glob'

const matches = (glob: string, name: string): boolean => {
  const read = createGlob(glob)
  if (!read.ok) throw new Error(read.error.message)
  return read.value(name)
}

describe('a glob', () => {
  it.each([
    ['team/app', 'team/app', 'team/apps team/ap app x/team/app'],
    ['*', 'v1 latest', 'team/app'],
    ['v*', 'v v1 v1.2-rc', 'av1 1v'],
    ['*-arm64', 'v1-arm64 -arm64', 'v1-arm64v8'],
    ['v?', 'v1 vx', 'v v12'],
    ['team/*', 'team/app', 'team team/app/web other/app'],
    ['team/**', 'team team/app team/app/web', 'teams other/team'],
    ['**/app', 'app team/app a/b/app', 'apps team/myapp'],
    ['a/**/b', 'a/b a/x/b a/x/y/b', 'ab a/xb'],
    ['**', 'a a/b a/b/c', ''],
    ['a**b', 'ab axb', 'a/b'],
    ['***', 'a a/b', ''],
    ['{v*,latest}', 'v1 latest', 'edge'],
    ['team/{app,web}/**', 'team/app team/web/x', 'team/db'],
    ['{a,b{c,d}}x', 'ax bcx bdx', 'bx x'],
    ['{team/**,**/app}', 'team/x other/app', 'other/x'],
    ['v1{,-*}', 'v1 v1-arm64', 'v12'],
    ['a.c', 'a.c', 'abc'],
  ])('%s', (glob, those, others) => {
    const told = (names: string) => names.split(' ').filter((name) => matches(glob, name))
    expect(told(those)).toEqual(those.split(' '))
    expect(others === '' ? [] : told(others)).toEqual([])
  })

  it.each([
    ['', 'it is empty'],
    ['a'.repeat(129), 'it has more than 128 characters'],
    ['!a', 'beside the characters of names'],
    ['@(a|b)', 'beside the characters of names'],
    ['[ab]', 'beside the characters of names'],
    ['a\\*', 'beside the characters of names'],
    ['a b', 'beside the characters of names'],
    ['{a,b', 'a { is without its }'],
    ['{a,{b}', 'a { is without its }'],
    ['a}', 'a } stands outside'],
    ['a/*,b/*', 'a , stands outside'],
  ])('%j is refused', (glob, reason) => {
    const read = createGlob(glob)
    expect(read).toMatchObject({
      ok: false,
      error: { code: 'GLOB_INVALID', message: expect.stringContaining(reason) },
    })
  })
})

/** What the same glob is as a regular expression, written the plain way. */
const asPattern = (parts: readonly string[]): RegExp => {
  const one: Record<string, string> = {
    '*': '[^/]*',
    '?': '[^/]',
    '{a,bb}': '(?:a|bb)',
    '{,*}': '(?:|[^/]*)',
  }
  return new RegExp(`^${parts.map((part) => one[part] ?? part).join('')}$`)
}

it('matches what a regular expression would', () => {
  const parts = fc.array(fc.constantFrom('a', 'b', '/', '*', '?', '{a,bb}', '{,*}'), {
    minLength: 1,
    maxLength: 8,
  })
  const names = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 })
  fc.assert(
    fc.property(parts, names, (chosen, name) => {
      const glob = chosen.join('')
      // Two stars side by side are another thing than one after the other.
      fc.pre(!glob.includes('**'))
      expect(matches(glob, name)).toBe(asPattern(chosen).test(name))
    }),
    { numRuns: 2000 },
  )
})

it('takes no longer for a glob that is meant to take long', () => {
  const hostile = ['*a'.repeat(64), '{a,aa}'.repeat(21), '{*,**}'.repeat(21), '{'.repeat(64) + '}'.repeat(64)]
  const name = 'a'.repeat(255)
  let steps = 0
  const counted = new Proxy(Object(name), {
    get: (target, key) => {
      steps++
      const value = target[key]
      return typeof value === 'function' ? value.bind(target) : value
    },
  }) as string
  for (const glob of hostile) matches(glob, counted)
  expect(steps).toBeLessThan(hostile.length * 128 * 256 * 2)
})

it.each([
  ['v1.*', ['v1.%']],
  ['v?', ['v_']],
  ['a_b', ['a\\_b']],
  ['{a,b}-{c,d}*', ['a-c%', 'a-d%', 'b-c%', 'b-d%']],
  ['{a,{b,c}}', ['a', 'b', 'a', 'c']],
])('%s as patterns of LIKE', (glob, patterns) => {
  expect(new Set(likePatterns(glob))).toEqual(new Set(patterns))
})

it('is not asked of a database where it stands for hundreds of names', () => {
  expect(likePatterns('{a,b}'.repeat(10))).toBeNull()
})
