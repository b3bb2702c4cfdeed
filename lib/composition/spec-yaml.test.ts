import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readSpecJson, readSpecYaml } from './spec-yaml'

const seed = readFileSync(new URL('../testing/golden/seed-demo_v0.2.yml', import.meta.url), 'utf8')

function read(text: string) {
  const result = readSpecYaml(text)
  if (!result.ok) throw new Error(`${result.error.line}:${result.error.column} ${result.error.message}`)
  return result.value
}

function refusal(text: string) {
  const result = readSpecYaml(text)
  if (result.ok) throw new Error('read')
  return result.error
}

describe('what manifest-tool reads', () => {
  test('the post of 2016, with its own registry name', () => {
    const { spec, problems } = read(seed.replaceAll('localhost:5710', 's8345002:5000'))
    expect(problems).toEqual([])
    expect(spec.image).toBe('s8345002:5000/demo:v0.2')
    expect(spec.manifests.map(({ image, platform }) => [image, platform])).toEqual([
      ['s8345002:5000/demo-s390x:v0.2', { os: 'linux', architecture: 's390x' }],
      ['s8345002:5000/demo-amd64:v0.2', { os: 'linux', architecture: 'amd64' }],
    ])
  })

  test.each(['osversion', 'os.version'])('%s', (key) => {
    const { spec, problems } = read(
      `manifests:\n- image: a\n  platform: {${key}: 10.0, os.features: [win32k]}`,
    )
    expect(spec.manifests[0]?.platform).toEqual({ 'os.version': '10.0', 'os.features': ['win32k'] })
    expect(problems).toEqual([])
  })

  test('numbers and booleans are the text that was written', () => {
    const { spec } = read(
      'tags: [1.0, 0x10, 1e3, yes, true]\nmanifests: [{image: a, platform: {variant: 8}}]',
    )
    expect(spec.tags).toEqual(['1.0', '0x10', '1e3', 'yes', 'true'])
    expect(spec.manifests[0]?.platform.variant).toBe('8')
  })

  test('anchors, aliases and merge keys', () => {
    const { spec } = read(
      'manifests:\n- image: a\n  platform: &p {os: linux, architecture: arm}\n- image: b\n  platform: {<<: *p, variant: v6}\n- image: c\n  platform: *p\n',
    )
    expect(spec.manifests.map(({ platform }) => platform)).toEqual([
      { os: 'linux', architecture: 'arm' },
      { os: 'linux', architecture: 'arm', variant: 'v6' },
      { os: 'linux', architecture: 'arm' },
    ])
  })

  test('line ends of Windows and a byte order mark change nothing', () => {
    const strange = read(`\uFEFF${seed.replaceAll('\n', '\r\n')}`)
    expect(strange.spec).toEqual(read(seed).spec)
    expect(strange.locate(['manifests', 1, 'image'])).toEqual(read(seed).locate(['manifests', 1, 'image']))
  })

  test.each(['', '# only a comment\n', '~'])('%j is an empty spec', (text) => {
    expect(read(text).spec).toMatchObject({ image: '', manifests: [] })
  })

  test('__proto__ is data', () => {
    const { spec, problems } = read('__proto__: {image: evil}\nannotations: {__proto__: x}\n')
    expect(spec.image).toBe('')
    expect(Object.entries(spec.annotations)).toEqual([['__proto__', 'x']])
    expect(problems.map(({ code }) => code)).toEqual(['UNKNOWN_KEY'])
  })
})

describe('places', () => {
  const { locate } = read(seed)
  test.each([
    [['image'], 1, 8],
    [['manifests', 0, 'image'], 4, 12],
    [['manifests', 1, 'platform', 'os'], 12, 11],
    // What is not there is shown where it would be.
    [['manifests', 1, 'platform', 'variant'], 11, 7],
    [['tags'], 1, 1],
  ])('%j is at %i:%i', (path, line, column) => {
    expect(locate(path)).toEqual({ line, column })
  })
})

describe('what is refused, and where', () => {
  test.each([
    ['image: a\nimage: b', 2, 1, 'written twice'],
    ['manifests:\n- image: a\n  platform: {osversion: a, os.version: b}', 3, 28, 'says again'],
    ['a: 1\n---\nb: 2\n', 2, 1, 'more than one YAML document'],
    ['manifests:\n\t- image: a', 2, 1, 'tab'],
    ['- image: a', 1, 1, 'must be a mapping'],
    ['just words', 1, 1, 'must be a mapping'],
    ['image: [a]', 1, 8, '"image" must be a text, not a list'],
    ['tags: v1', 1, 7, '"tags" must be a list, not a text'],
    ['tags: [[v1]]', 1, 8, 'must be a text'],
    ['manifests: {image: a}', 1, 12, '"manifests" must be a list'],
    ['manifests:\n- r/a:v1', 2, 3, 'Entry 1 must be a mapping'],
    ['manifests:\n- image: a\n  platform: linux', 3, 13, 'The platform of entry 1 must be a mapping'],
    [
      'manifests:\n- image: a\n  platform: {osfeatures: win32k}',
      3,
      26,
      '"platform.os.features" of entry 1 must be a list',
    ],
    ['annotations: [a]', 1, 14, 'mapping of keys and texts'],
    ['annotations: {a: {b: c}}', 1, 18, 'must be a text'],
    ['? [a]\n: b', 1, 3, 'plain word'],
    ['image: *nobody', 1, 8, 'no anchor &nobody'],
    ['image: !env HOME', 1, 8, '!env'],
    ['image: "open', 1, 13, 'closing quote'],
    ['image: a: b', 1, 8, 'second ": "'],
    ['tags: [a\nimage: b', 2, 1, 'bracket'],
    ['image: @a', 1, 8, 'not valid YAML'],
  ])('%j', (text, line, column, says) => {
    const error = refusal(text)
    expect(error).toMatchObject({ code: 'YAML_INVALID', line, column })
    expect(error.message).toContain(says)
  })

  test.each([
    ['brackets', '['.repeat(200_000)],
    ['dashes', '- '.repeat(200_000)],
    ['colons', 'a: '.repeat(100_000)],
    ['indentation', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('nesting of %s that would end the process', (_name, text) => {
    expect(refusal(text).message).toContain('nested too deeply')
  })

  test('aliases of aliases that grow without end', () => {
    const bomb = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}x]`)
    expect(refusal(bomb.join('\n').replace(/\*a-1, /g, '')).message).toContain('grows too large')
  })

  test('an alias inside its own anchor', () => {
    expect(refusal('tags: &t [*t]').message).toContain('grows too large')
  })

  test('a text beyond half a megabyte', () => {
    expect(refusal(`# ${'x'.repeat(5_000_000)}`).message).toContain('larger than')
  })
})

describe('keys nobody reads', () => {
  test.each([
    ['Image: a', 'image'],
    ['imgae: a', 'image'],
    ['media_type: oci', 'mediaType'],
    ['manifest: []', 'manifests'],
  ])('%j suggests %s', (text, to) => {
    expect(read(text).problems).toMatchObject([
      { code: 'UNKNOWN_KEY', line: 1, column: 1, fix: { kind: 'rename-key', to } },
    ])
  })
  test('no fix where the meant key is there already', () => {
    expect(read('image: a\nimagee: b').problems[0]?.fix).toBeUndefined()
  })
  test('no suggestion for a word like none', () => {
    expect(read('services: a').problems[0]?.message).not.toContain('Did you mean')
  })
})

describe('the same spec as JSON', () => {
  test('is read by the same rules, without places', () => {
    const json = {
      image: 'r/a:v1',
      tags: [1],
      manifests: [{ image: 'r/b:v1', platform: { os: 'linux', archtecture: 'arm' } }],
    }
    const result = readSpecJson(json)
    expect(result).toMatchObject({ ok: true, value: { spec: { image: 'r/a:v1', tags: ['1'] } } })
    expect(result.ok && result.value.problems).toMatchObject([
      { code: 'UNKNOWN_KEY', fix: { to: 'architecture' } },
    ])
    expect(result.ok && result.value.locate(['image'])).toBeNull()
  })
  test.each([[[]], [5], [{ manifests: 'x' }], [{ image: {} }]])('%j is refused', (json) => {
    expect(readSpecJson(json)).toMatchObject({ ok: false, error: { code: 'REQUEST_INVALID' } })
  })
  test('a string is YAML', () => {
    expect(readSpecJson('image: [')).toMatchObject({ ok: false, error: { code: 'YAML_INVALID', line: 1 } })
  })
  test('nesting without end is refused', () => {
    let deep: unknown = 'x'
    for (let i = 0; i < 1000; i++) deep = [deep]
    expect(readSpecJson({ tags: deep })).toMatchObject({ ok: false, error: { code: 'REQUEST_INVALID' } })
  })
})
