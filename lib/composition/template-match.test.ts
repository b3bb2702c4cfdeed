import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandTemplate } from './template'
import { platformsAmong, templateSearch } from './template-match'
import { COMMON_PLATFORMS, readPlatformList } from './template-platforms'

describe('platformsAmong', () => {
  it('reads the platforms off the names that fit', () => {
    const names = [
      'app-amd64',
      'app-s390x',
      'app-armv7',
      'app-aarch64',
      'app',
      'app-docs',
      'my-app-arm64',
      'app-amd64-old',
    ]
    expect(
      platformsAmong(
        'r.io/app-ARCH:v1',
        names.map((name) => `r.io/${name}:v1`),
      ),
    ).toEqual(['linux/aarch64', 'linux/amd64', 'linux/armv7', 'linux/s390x'])
  })

  it('knows the variant from the architecture', () => {
    expect(
      platformsAmong('r.io/ARCHVARIANT/app:v1', [
        'r.io/arm64v8/app:v1',
        'r.io/armv7/app:v1',
        'r.io/amd64/app:v1',
      ]),
    ).toEqual(['linux/amd64', 'linux/arm/v7', 'linux/arm64/v8'])
  })

  it('asks for a variant only where there is one', () => {
    expect(
      platformsAmong('r.io/app:v1-OS-ARCH-VARIANT', [
        'r.io/app:v1-linux-arm-v6',
        'r.io/app:v1-windows-amd64',
      ]),
    ).toEqual(['linux/arm/v6', 'windows/amd64'])
  })

  it('finds again whatever a template came to', () => {
    const templates = ['r.io/a-ARCH-VARIANT:v1', 'r.io/a:v1-OS-ARCHVARIANT', 'r.io/OS/ARCH/VARIANT/a:v1']
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.subarray(COMMON_PLATFORMS), (template, platforms) => {
        const listed = readPlatformList(platforms.join(' ')).flatMap(({ result }) =>
          result.ok ? [result.value] : [],
        )
        const expanded = expandTemplate(template, listed)
        if (!expanded.ok) throw new Error(expanded.error.message)
        const found = platformsAmong(
          template,
          expanded.value.map(({ reference }) => reference ?? ''),
        )
        expect(found).toEqual([...platforms].sort())
      }),
    )
  })
})

describe('templateSearch', () => {
  it.each([
    ['r.io/team/app-ARCH:v1', { kind: 'repositories', registry: 'r.io', tag: 'v1', q: 'team/app' }],
    [
      'localhost:5000/ARCHVARIANT/app:v1',
      { kind: 'repositories', registry: 'localhost:5000', tag: 'v1', q: 'app' },
    ],
    ['r.io/app:v1-OS-ARCH', { kind: 'tags', registry: 'r.io', repository: 'app', q: 'v1' }],
    ['r.io/app-ARCH:v1-OS', null],
    ['r.io/app-ARCH', null],
    ['r.io/app:v1', null],
    ['r.io/ARCH', null],
  ])('%s', (template, expected) => {
    expect(templateSearch(template)).toEqual(expected)
  })
})
