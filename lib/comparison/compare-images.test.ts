import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Platform, parsePlatform } from '@/lib/oci/platform'
import type { ComparableConfig, ComparableEntry, ComparableImage, ComparableStep } from './comparable'
import { compareImages, type ImageComparison } from './compare-images'

const CONFIG: ComparableConfig = {
  platform: null,
  createdAt: null,
  author: null,
  entrypoint: null,
  cmd: ['/app'],
  env: ['PATH=/bin'],
  user: null,
  workingDir: null,
  exposedPorts: [],
  volumes: [],
  labels: {},
  stopSignal: null,
  healthcheck: null,
}

interface Made {
  digest?: string
  status?: ComparableEntry['status']
  config?: Partial<ComparableConfig> | null
  layers?: string[] | null
  history?: string[]
}

/** `layers`: one letter, one digest, and as many bytes as its place in the alphabet. */
function entry(specifier: string | null, made: Made = {}): ComparableEntry {
  const { layers = ['a', 'b'], config = {} } = made
  const history = made.history ?? layers ?? []
  return {
    platform: specifier === null ? null : platform(specifier),
    digest: made.digest ?? `${specifier} ${layers?.join('')} ${JSON.stringify(config)}`,
    status: made.status ?? 'present',
    annotations: {},
    config: config && { ...CONFIG, ...config },
    layers: layers === null ? null : layers.map((digest) => ({ digest, size: digest.charCodeAt(0) - 96 })),
    history: config && history.map((createdBy, layer) => ({ createdBy, emptyLayer: false, layer })),
  }
}

function platform(specifier: string): Platform {
  const parsed = parsePlatform(specifier)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

const image = (...entries: ComparableEntry[]): ComparableImage => ({ annotations: {}, entries })
const pairOf = (a: ComparableEntry, b: ComparableEntry) => {
  const { pair } = compareImages(image(a), image(b))
  if (pair === null) throw new Error('There is no pair.')
  return pair.comparison
}
const rows = <Row extends { change: string; a: number | null; b: number | null }>(list: Row[] | null) =>
  list?.map(({ change, a, b }) => `${change} ${a ?? '-'} ${b ?? '-'}`)

describe('platforms', () => {
  it.each([
    [
      ['linux/amd64', 'linux/arm64'],
      ['linux/arm64/v8', 'Linux/x86_64'],
      ['changed 0 1', 'changed 1 0'],
    ],
    [['linux/amd64'], ['linux/amd64', 'linux/s390x'], ['same 0 0', 'added - 1']],
    [['linux/arm/v6', 'linux/arm'], ['linux/arm/v7'], ['removed 0 -', 'changed 1 0']],
    [
      ['windows(10.0.17763.1)/amd64', 'windows(10.0.20348.1)/amd64'],
      ['windows(10.0.20348.1)/amd64'],
      ['removed 0 -', 'same 1 0'],
    ],
    [[], ['linux/amd64'], ['added - 0']],
  ])('%j against %j', (a, b, expected) => {
    const made = (names: string[]) => image(...names.map((name) => entry(name)))
    expect(rows(compareImages(made(a), made(b)).platforms)).toEqual(expected)
  })

  it('puts equal digests together where a platform stands twice', () => {
    const [first, second] = [entry('linux/amd64', { digest: '1' }), entry('linux/amd64', { digest: '2' })]
    expect(rows(compareImages(image(first, second), image(second)).platforms)).toEqual([
      'removed 0 -',
      'same 1 0',
    ])
  })

  it('never lays entries without a platform side by side, unless they are the same or all there is', () => {
    const [sbom, chart] = [entry(null, { digest: 'sbom' }), entry(null, { digest: 'chart' })]
    const both = compareImages(image(sbom, entry('linux/amd64')), image(chart, entry('linux/amd64')))
    expect(rows(both.platforms)).toEqual(['removed 0 -', 'same 1 1', 'added - 0'])
    expect(rows(compareImages(image(sbom, chart), image(chart)).platforms)).toEqual([
      'removed 0 -',
      'same 1 0',
    ])
    expect(rows(compareImages(image(sbom), image(chart)).platforms)).toEqual(['changed 0 0'])
  })
})

describe('the pair looked into', () => {
  const a = image(entry('linux/amd64'), entry('linux/arm64'), entry('linux/amd64', { digest: 'twin' }))
  const b = image(entry('linux/s390x'), entry('linux/amd64'), entry('linux/arm64', { layers: ['z'] }))
  const gone = image(entry('linux/amd64', { digest: 'other', status: 'missing' }), entry('linux/arm64'))

  it.each([
    ['the first platform that differs', a, b, undefined, undefined, [1, 2]],
    ['the first that both have, where none differs', a, a, undefined, undefined, [0, 0]],
    ['one that can be read, before one that cannot', a, gone, undefined, undefined, [1, 1]],
    ['the same platform as the one asked for', a, b, 'linux/amd64', undefined, [0, 1]],
    ['the same, asked of the other side', a, b, undefined, 'linux/aarch64', [1, 2]],
    ['any two', a, a, 'linux/amd64', 'linux/arm64', [0, 1]],
    ['the second of two with one platform, by its place', a, a, 'linux/amd64', '#2', [0, 2]],
    [
      'what there is, where they have no platform in common',
      a,
      image(entry('linux/s390x')),
      undefined,
      undefined,
      [0, 0],
    ],
  ])('%s', (_, sideA, sideB, platformA, platformB, [placeA, placeB]) => {
    const { pair, unmet } = compareImages(sideA, sideB, { a: platformA, b: platformB })
    expect(unmet).toEqual([])
    expect(pair).toMatchObject({ a: placeA, b: placeB })
  })

  it('is none where what was asked for is not there, and says whose', () => {
    const asked = compareImages(a, b, { a: 'linux/s390x', b: 'no platform' })
    expect(asked.pair).toBeNull()
    expect(asked.unmet).toEqual([
      { side: 'a', platform: 'linux/s390x' },
      { side: 'b', platform: 'no platform' },
    ])
    expect(compareImages(a, image())).toMatchObject({ pair: null, unmet: [] })
  })
})

describe('layers', () => {
  it.each([
    ['ab', 'ab', 2, ['same 0 0', 'same 1 1']],
    ['ab', 'abc', 2, ['same 0 0', 'same 1 1', 'added - 2']],
    ['abc', 'adc', 1, ['same 0 0', 'removed 1 -', 'same 2 2', 'added - 1']],
    ['abc', 'acb', 1, ['same 0 0', 'moved 1 2', 'moved 2 1']],
    ['abb', 'b', 0, ['removed 0 -', 'moved 1 0', 'removed 2 -']],
    ['', 'a', 0, ['added - 0']],
  ])('%s against %s: %i in common', (a, b, base, expected) => {
    const { layers } = pairOf(
      entry('linux/amd64', { layers: [...a] }),
      entry('linux/amd64', { layers: [...b] }),
    )
    expect(layers?.base).toBe(base)
    expect(rows(layers?.layers ?? null)).toEqual(expected)
  })

  it('counts the bytes of every distinct layer once', () => {
    const { layers } = pairOf(
      entry('linux/amd64', { layers: ['a', 'b', 'c', 'c'] }),
      entry('linux/amd64', { layers: ['a', 'd', 'b'] }),
    )
    expect(layers?.size).toEqual({ base: 1, both: 3, onlyA: 3, onlyB: 4 })
  })
})

describe('config', () => {
  const configured = (config: Partial<ComparableConfig>) => entry('linux/amd64', { config })

  it('lays environment side by side by the name of the variable', () => {
    const { env } = pairOf(
      configured({ env: ['PATH=/bin', 'DEBUG=1', 'HOME=/root', 'TWICE=a', 'TWICE=b', 'BARE'] }),
      configured({ env: ['TWICE=b', 'PATH=/bin:/usr/bin', 'HOME=/root', 'NEW=a=b', '__proto__=x'] }),
    )
    expect(env?.map(({ name, change, a, b }) => [name, change, a, b])).toEqual([
      ['BARE', 'removed', '', null],
      ['DEBUG', 'removed', '1', null],
      ['HOME', 'same', '/root', '/root'],
      ['NEW', 'added', null, 'a=b'],
      ['PATH', 'changed', '/bin', '/bin:/usr/bin'],
      ['TWICE', 'same', 'b', 'b'],
      ['__proto__', 'added', null, 'x'],
    ])
  })

  it('takes words as they stand, and ports and volumes as sets', () => {
    const { config } = pairOf(
      configured({
        cmd: ['sh', '-c', 'a b'],
        exposedPorts: ['80/tcp', '443/tcp'],
        user: '',
        volumes: ['/a'],
      }),
      configured({
        cmd: ['sh', '-c a', 'b'],
        exposedPorts: ['443/tcp', '80/tcp'],
        user: 'app',
        entrypoint: [],
      }),
    )
    expect(config?.map(({ field, change }) => [field, change])).toEqual([
      ['cmd', 'changed'],
      ['user', 'added'],
      ['exposedPorts', 'same'],
      ['volumes', 'removed'],
    ])
  })

  it('claims nothing of what cannot be read', () => {
    const unread = pairOf(
      entry('linux/amd64'),
      entry('linux/amd64', { layers: null, config: null, status: 'missing' }),
    )
    expect(unread).toEqual({
      layers: null,
      config: null,
      env: null,
      labels: null,
      annotations: null,
      history: null,
    })
    const noConfig = pairOf(entry('linux/amd64'), entry('linux/amd64', { config: null, status: 'missing' }))
    expect(noConfig.layers?.base).toBe(2)
    expect(noConfig.env).toBeNull()
  })
})

describe('history', () => {
  const built = (history: string, layers = history) =>
    entry('linux/amd64', { history: [...history], layers: [...layers] })

  it.each([
    [built('abc'), built('abc'), ['same 0 0', 'same 1 1', 'same 2 2']],
    [built('abc'), built('abc', 'abd'), ['same 0 0', 'same 1 1', 'changed 2 2']],
    [built('abcd'), built('axcd'), ['same 0 0', 'removed 1 -', 'added - 1', 'same 2 2', 'same 3 3']],
    [
      built('abcde'),
      built('acxe'),
      ['same 0 0', 'removed 1 -', 'same 2 1', 'removed 3 -', 'added - 2', 'same 4 3'],
    ],
    [built(''), built('a'), ['added - 0']],
  ])('%#', (a, b, expected) => {
    expect(rows(pairOf(a, b).history)).toEqual(expected)
  })

  it('does not spend minutes on two histories of thousands of steps', () => {
    const long = (word: string) =>
      entry('linux/amd64', { history: Array.from({ length: 4000 }, (_, i) => `${word} ${i}`), layers: [] })
    const changes = pairOf(long('a'), long('b')).history?.map(({ change }) => change)
    expect(changes).toHaveLength(8000)
    expect(changes?.indexOf('added')).toBe(4000)
  })
})

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 })
const values = fc.dictionary(fc.constantFrom('k', 'l', 'm', '__proto__'), fc.constantFrom('1', '2'))
const step: fc.Arbitrary<ComparableStep> = fc.record({
  createdBy: fc.constantFrom('RUN a', 'RUN b', 'ENV c', null),
  emptyLayer: fc.boolean(),
  layer: fc.constantFrom(null, 0, 1),
})
const anyEntry: fc.Arbitrary<ComparableEntry> = fc
  .record({
    specifier: fc.constantFrom('linux/amd64', 'linux/arm64', 'linux/arm/v7', 'windows/amd64', null),
    layers: fc.option(letters),
    status: fc.constantFrom('present', 'missing', 'unreadable'),
    digest: fc.constantFrom('1', '2', '3'),
    annotations: values,
    labels: values,
    history: fc.option(fc.array(step, { maxLength: 6 })),
    withConfig: fc.boolean(),
  })
  .map(({ specifier, layers, status, digest, annotations, labels, history, withConfig }) => ({
    ...entry(specifier, { layers, status, digest, config: withConfig ? { labels } : null }),
    annotations,
    history,
  }))
const anyImage: fc.Arbitrary<ComparableImage> = fc.record({
  annotations: values,
  entries: fc.array(anyEntry, { maxLength: 5 }),
})

/** Every row with a change, in no order. */
function changes({ platforms, annotations, pair }: ImageComparison) {
  const { layers, ...lists } = pair?.comparison ?? { layers: null }
  return [platforms, annotations, layers?.layers ?? null, ...Object.values(lists)].map(
    (list) => list && (list as { change: string; a: unknown; b: unknown }[]),
  )
}

const OTHER_WAY: Record<string, string> = { added: 'removed', removed: 'added' }

describe('whatever is compared', () => {
  it('is the same as itself', () => {
    fc.assert(
      fc.property(anyImage, (one) => {
        const found = changes(compareImages(one, one)).flatMap((list) => list ?? [])
        expect(found.filter(({ change }) => change !== 'same')).toEqual([])
      }),
    )
  })

  it('gained from one side what it lost from the other', () => {
    const plain = (list: { change: string; a: unknown; b: unknown }[] | null, swap: boolean) =>
      list
        ?.map(({ change, a, b }) =>
          JSON.stringify(swap ? [OTHER_WAY[change] ?? change, b, a] : [change, a, b]),
        )
        .sort()
    fc.assert(
      fc.property(anyEntry, anyEntry, (a, b) => {
        const there = changes(compareImages(image(a), image(b)))
        const back = changes(compareImages(image(b), image(a)))
        expect(there.map((list) => plain(list, false))).toEqual(back.map((list) => plain(list, true)))
      }),
    )
    fc.assert(
      fc.property(anyImage, anyImage, (a, b) => {
        const there = compareImages(a, b).platforms
        const back = compareImages(b, a).platforms
        expect(plain(there, false)).toEqual(plain(back, true))
      }),
    )
  })

  it('stands in the answer once, nothing left out', () => {
    fc.assert(
      fc.property(anyImage, anyImage, (a, b) => {
        const { platforms, pair } = compareImages(a, b)
        const places = (list: readonly { a: number | null; b: number | null }[], side: 'a' | 'b') =>
          list.flatMap((row) => row[side] ?? []).sort((one, other) => one - other)
        expect(places(platforms, 'a')).toEqual([...a.entries.keys()])
        expect(places(platforms, 'b')).toEqual([...b.entries.keys()])
        if (!pair?.comparison.history) return
        expect(places(pair.comparison.history, 'a')).toEqual([...(a.entries[pair.a]?.history?.keys() ?? [])])
        expect(places(pair.comparison.history, 'b')).toEqual([...(b.entries[pair.b]?.history?.keys() ?? [])])
      }),
    )
  })
})
