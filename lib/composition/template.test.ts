import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPlatform } from '@/lib/oci/platform'
import { parseReference } from '@/lib/oci/reference'
import { expandTemplate, PLACEHOLDERS, templateTarget, withoutPlaceholder } from './template'
import { readPlatformList, type TemplatePlatform } from './template-platforms'

const listed = (list: string): TemplatePlatform[] =>
  readPlatformList(list).flatMap(({ result }) => (result.ok ? [result.value] : []))

const rows = (template: string, list: string) => {
  const expanded = expandTemplate(template, listed(list))
  if (!expanded.ok) throw new Error(expanded.error.message)
  return expanded.value
}
const references = (template: string, list: string) => rows(template, list).map(({ reference }) => reference)

describe('expandTemplate', () => {
  it.each([
    ['r.io/app-ARCH:v1', 'linux/amd64 linux/s390x', ['r.io/app-amd64:v1', 'r.io/app-s390x:v1']],
    [
      'r.io/app:v1-OS-ARCH',
      'linux/amd64 windows/amd64',
      ['r.io/app:v1-linux-amd64', 'r.io/app:v1-windows-amd64'],
    ],
    ['r.io/app-ARCHVARIANT:v1', 'linux/amd64 linux/arm/v7', ['r.io/app-amd64:v1', 'r.io/app-armv7:v1']],
    ['r.io/app-ARCH-VARIANT:v1', 'linux/amd64 linux/arm/v7', ['r.io/app-amd64:v1', 'r.io/app-arm-v7:v1']],
    ['r.io/ARCH/app:v1', 'linux/arm64', ['r.io/arm64/app:v1']],
    ['r.io/ARCHVARIANT/app:v1', 'linux/arm64', ['r.io/arm64/app:v1']],
    ['r.io/app-ARCH:v1-ARCH', 'linux/arm64', ['r.io/app-arm64:v1-ARCH']],
    ['r.io/search-ARCH:v1', 'linux/arm64', ['r.io/search-arm64:v1']],
    ['r.io/app-ARCH:v1', 'linux/aarch64 x86_64', ['r.io/app-aarch64:v1', 'r.io/app-x86_64:v1']],
    [' r.io/app-ARCH:v1\n', 'linux/amd64', ['r.io/app-amd64:v1']],
    ['r.io/app-ARCH:v1', 'windows(10.0.20348)/amd64', ['r.io/app-amd64:v1']],
  ])('%s for %s', (template, list, expected) => {
    expect(references(template, list)).toEqual(expected)
  })

  it('writes the platform in the spelling every client knows, whatever the image is called', () => {
    expect(
      rows('r.io/app-ARCH:v1', 'linux/aarch64 linux/armv7').map((row) => formatPlatform(row.platform)),
    ).toEqual(['linux/arm64', 'linux/arm/v7'])
  })

  it.each([
    ['r.io/app-ARCH-VARIANT:v1', 'r.io/app-amd64:v1'],
    ['r.io/app:v1-ARCH-VARIANT', 'r.io/app:v1-amd64'],
    ['r.io/app-ARCH-VARIANT-slim:v1', 'r.io/app-amd64-slim:v1'],
    ['r.io/ARCH/VARIANT:v1', 'r.io/amd64:v1'],
    ['r.io/ARCH/VARIANT/app:v1', 'r.io/amd64/app:v1'],
    ['r.io/VARIANT-ARCH/app:v1', 'r.io/amd64/app:v1'],
  ])('%s has no dangling separator without a variant, and says so', (template, expected) => {
    expect(rows(template, 'linux/amd64')).toMatchObject([
      { reference: expected, note: expect.stringMatching(/without a variant/) },
    ])
  })

  it('says nothing where nothing dangles', () => {
    expect(rows('r.io/app-ARCHVARIANT:v1', 'linux/amd64')[0]).not.toHaveProperty('note')
  })

  it.each([
    ['', /Write a reference with ARCH/],
    ['r.io/app-arm64:v1', /has no ARCH/],
    ['r.io/app-arch:v1', /in capitals/],
    ['r.io/app-ARCH', /has no tag/],
    ['r.io/App-ARCH:v1', /is not a repository name/],
    ['r.io/app-ARCH:v1:v2', /is not a tag/],
    ['r.io/app ARCH:v1', /is not/],
  ])('%j cannot work', (template, message) => {
    const expanded = expandTemplate(template, listed('linux/amd64'))
    expect(expanded).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } })
  })

  it('tells of platforms the template does not tell apart', () => {
    expect(
      rows('r.io/app-ARCH:v1', 'linux/arm/v6 linux/amd64 linux/arm/v7').map((row) => row.sameAs),
    ).toEqual([undefined, undefined, 'linux/arm/v6'])
  })

  it('says why one platform alone gives no reference', () => {
    const tag = `v1-${'x'.repeat(119)}-ARCH`
    const [short, long] = rows(`r.io/app:${tag}`, 'linux/arm linux/ppc64le')
    expect(short?.reference).not.toBeNull()
    expect(long).toMatchObject({ reference: null, message: expect.stringMatching(/is not a tag/) })
  })

  const piece = fc.constantFrom('app', '-', '_', '.', '/', ':', 'v1', 'x--y', ...PLACEHOLDERS)
  const anyTemplate = fc
    .array(piece, { minLength: 1, maxLength: 9 })
    .map((pieces) => `r.io/${pieces.join('')}`)
  const anyList = fc.subarray(
    'linux/amd64 linux/arm/v6 linux/arm/v7 linux/arm64/v8 windows/amd64 linux/s390x x86_64 linux/amd64/v3'.split(
      ' ',
    ),
    { minLength: 1 },
  )

  it('is one row a platform in their order, deterministic, and never a reference that does not parse', () => {
    fc.assert(
      fc.property(
        anyTemplate,
        anyList.map((list) => listed(list.join(','))),
        (template, platforms) => {
          const expanded = expandTemplate(template, platforms)
          expect(expandTemplate(template, platforms)).toEqual(expanded)
          if (!expanded.ok) {
            expect(expanded.error.message).toMatch(/\.$/)
            return
          }
          expect(expanded.value.map(({ platform }) => platform)).toEqual(
            platforms.map(({ platform }) => platform),
          )
          for (const { reference, message } of expanded.value) {
            if (reference === null) expect(message).toBeTruthy()
            else expect(parseReference(reference)).toMatchObject({ ok: true })
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('replaces exactly what manifest-tool replaces wherever every placeholder has a word', () => {
    fc.assert(
      fc.property(anyTemplate, (template) => {
        const expanded = expandTemplate(template, listed('linux/arm/v7'))
        const asFromArgs = template.replace('ARCH', 'arm').replace('OS', 'linux').replace('VARIANT', 'v7')
        if (expanded.ok && expanded.value[0]?.reference) expect(expanded.value[0].reference).toBe(asFromArgs)
      }),
      { numRuns: 300 },
    )
  })
})

describe('templateTarget', () => {
  it.each([
    ['r.io/team/app-ARCH:v1', 'r.io/team/app:v1'],
    ['r.io/team/app-ARCH-VARIANT:v1', 'r.io/team/app:v1'],
    ['r.io/team/app-OS_ARCHVARIANT:v1', 'r.io/team/app:v1'],
    ['r.io/ARCH/app:v1', 'r.io/app:v1'],
    ['r.io/team/ARCH-app:v1', 'r.io/team/app:v1'],
    ['r.io/app:v1-OS-ARCH', 'r.io/app:v1'],
    ['r.io/app:ARCH-v1', 'r.io/app:v1'],
    ['r.io/app:ARCH', null],
    ['r.io/ARCH:v1', null],
    ['localhost:5000/ARCH:v1', null],
    [`r.io/app-ARCH@sha256:${'a'.repeat(64)}`, null],
    ['r.io/app-ARCH', null],
    ['r.io/app:v1', null],
  ])('of %s is %s', (template, expected) => {
    expect(templateTarget(template)).toBe(expected)
  })
})

describe('withoutPlaceholder', () => {
  it('leaves a text without it alone', () => {
    expect(withoutPlaceholder('r.io/app-ARCH:v1', 'VARIANT')).toBe('r.io/app-ARCH:v1')
  })
})
