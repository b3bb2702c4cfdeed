import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CompareQuery, CompareResponse } from '@/lib/contract/compare'
import { makeArtifact, makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { createLayout } from '@/lib/testing/registry-layout'
import { compareImages } from './compare-images'
import type { Context } from './context'
import { inspectImage } from './inspect-image'
import { never, readingContext } from './testing/reading-context'

const HERE = 'here.example'
/** The same server under another name: a registry of its own to everybody. */
const THERE = 'there.example'
const ARCHITECTURES = ['amd64', 'arm64', 'arm', 's390x', 'ppc64le', 'riscv64']

let registry: RealRegistry
let context: Context

const imageOf = (architecture: string, ...layers: string[]) =>
  makeImage({
    platform: { os: 'linux', architecture },
    layers: [`base ${architecture}`, ...layers],
    config: { config: { Env: ['PATH=/bin', `RELEASE=${layers[0] ?? 'base'}`], Labels: { team: 'app' } } },
  })
const old = ARCHITECTURES.map((architecture) => imageOf(architecture, 'v1'))
/** Two of its six images are those of the release before. */
const next = ARCHITECTURES.map(
  (architecture, place) => old[place < 2 ? place : -1] ?? imageOf(architecture, 'v2'),
)

beforeAll(async () => {
  registry = await startRealRegistry(async (dataDir) => {
    const place = createLayout(dataDir)
    for (const image of [...old, ...next]) await place('team/app', image)
    await place('team/app', makeIndex(old, { annotations: { release: '1' } }), ['v1'])
    await place('team/app', makeIndex(next, { annotations: { release: '2' } }), ['v2'])
    for (const image of next.slice(2)) await place('team/copy', image)
    await place('team/copy', makeIndex(next), ['two-are-missing'])
    await place('team/copy', makeArtifact('application/vnd.example.chart', 'chart'), ['chart'])
    await place('team/copy', makeIndex([]), ['empty'])
    return {}
  })
})
afterAll(() => registry?.stop())
beforeEach(() => {
  const { url } = registry
  context = readingContext({ name: HERE, url }, { name: THERE, url })
})

const compare = async (a: string, b: string, more: Record<string, string> = {}) =>
  CompareResponse.parse(await compareImages(context, CompareQuery.parse({ a, b, ...more }), never))
const requests = () =>
  [...context.registries.values()].reduce((sum, { client }) => sum + client.counters.requests, 0)
const changes = (rows: readonly { change: string }[] | null | undefined) => rows?.map(({ change }) => change)

describe('what comparing asks of a registry', () => {
  const [a, b] = [`${HERE}/team/app:v1`, `${HERE}/team/app:v2`]

  it('is each index once, and each distinct child and config once', async () => {
    await compare(a, b)
    const distinct = new Set([...old, ...next].map(({ digest }) => digest)).size
    expect(requests()).toBe(2 + 2 * distinct)
  })

  it('is no more than inspecting both, and one conditional request a tag afterwards', async () => {
    for (const ref of [a, b]) await inspectImage(context, { ref, platform: undefined, verify: false }, never)
    const inspected = requests()
    await compare(a, b)
    expect(requests() - inspected).toBe(2)
  })

  it('is one image, where two of its platforms are compared', async () => {
    const { pair } = await compare(a, a, { platformA: 'linux/amd64', platformB: 'linux/aarch64' })
    expect(pair).toMatchObject({ a: 0, b: 1, layers: { base: 0 } })
    expect(requests()).toBe(1 + 2 * old.length)
  })
})

describe('two references', () => {
  it('are laid side by side: platforms, then what differs in the first that does', async () => {
    const { platforms, annotations, pair, a, b } = await compare(`${HERE}/team/app:v1`, `${HERE}/team/app:v2`)
    expect(changes(platforms)).toEqual(['same', 'same', 'changed', 'changed', 'changed', 'changed'])
    expect(annotations).toEqual([{ name: 'release', change: 'changed', a: '1', b: '2' }])
    expect([a.entries[2]?.key, b.entries[2]?.key]).toEqual(['linux/arm/v7', 'linux/arm/v7'])
    expect(pair).toMatchObject({ a: 2, b: 2, layers: { base: 1 } })
    expect(changes(pair?.layers?.items)).toEqual(['same', 'removed', 'added'])
    expect(pair?.env).toEqual([
      { name: 'PATH', change: 'same', a: '/bin', b: '/bin' },
      { name: 'RELEASE', change: 'changed', a: 'v1', b: 'v2' },
    ])
    expect(changes(pair?.labels)).toEqual(['same'])
    expect(changes(pair?.history)).toEqual(['same', 'removed', 'added'])
  })

  it('may be of two registries, and one of a digest', async () => {
    const digest = old[0]?.digest ?? ''
    const { a, b, platforms, pair } = await compare(`${HERE}/team/app@${digest}`, `${THERE}/team/app:v2`)
    expect([a.kind, b.kind]).toEqual(['image', 'index'])
    expect(changes(platforms)).toEqual(['same', ...Array.from({ length: 5 }, () => 'added')])
    expect(changes(pair?.layers?.items)).toEqual(['same', 'same'])
  })

  it('are compared as far as they can be read: a child that is gone is told, and nothing claimed of it', async () => {
    const [a, b] = [`${HERE}/team/app:v2`, `${HERE}/team/copy:two-are-missing`]
    const { b: side, platforms, pair } = await compare(a, b)
    expect(changes(platforms)).toEqual(Array.from({ length: 6 }, () => 'same'))
    expect(side.entries.map(({ status }) => status)).toEqual([
      ...['missing', 'missing'],
      ...Array.from({ length: 4 }, () => 'present'),
    ])
    expect(pair).toMatchObject({ a: 2, b: 2 })
    const asked = await compare(a, b, { platformA: 'linux/amd64' })
    expect(asked.pair).toMatchObject({ a: 0, b: 0, layers: null, config: null, env: null, history: null })
    expect(asked.b.entries[0]?.problem).toMatch(/no longer has it/)
  })

  it('need not be images: a chart and an index of nothing have no pair', async () => {
    const chart = `${HERE}/team/copy:chart`
    expect((await compare(chart, chart)).pair).toMatchObject({ layers: { base: 1 }, config: [] })
    expect((await compare(chart, `${HERE}/team/copy:empty`)).pair).toBeNull()
  })

  it('say which platform was asked for in vain', async () => {
    const ref = `${HERE}/team/app:v1`
    const { pair, unmet } = await compare(ref, ref, { platformB: 'windows/amd64' })
    expect(pair).toBeNull()
    expect(unmet).toEqual([{ side: 'b', platform: 'windows/amd64' }])
  })
})

describe('a side that fails', () => {
  const good = `${HERE}/team/app:v1`
  it.each([
    [good, `${HERE}/team/app:never`, 'MANIFEST_UNKNOWN', ['b']],
    [`${HERE}/no/such:v1`, good, 'MANIFEST_UNKNOWN', ['a']],
    [good, 'elsewhere.example/app:v1', 'REGISTRY_UNKNOWN', ['b']],
    [good, `${HERE}/team/app`, 'REFERENCE_INVALID', ['b']],
    ['Not A Reference', `${HERE}/team/app:never`, 'REFERENCE_INVALID', ['a', 'b']],
  ])('%s against %s', async (a, b, code, sides) => {
    const error = await compare(a, b).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code,
      message: expect.stringMatching(sides[0] === 'a' ? /^Side A: / : /^Side B: /),
      details: { failed: sides.map((side) => expect.objectContaining({ side, ref: side === 'a' ? a : b })) },
    })
  })
})
