import { describe, expect, it } from 'vitest'
import type { InspectedLayer, InspectedPlatform } from '@/lib/contract/inspect'
import { dockerfileBase, knownBase } from './base-image'

const digest = (id: string) => `sha256:${id.repeat(64)}`
const layer = { digest: digest('a') } as InspectedLayer
const platform = (annotations: Record<string, string> = {}, labels: Record<string, string> = {}) =>
  ({ annotations, config: { labels }, layers: [layer, layer, layer] }) as unknown as InspectedPlatform
const found = [
  { repository: 'library/node', digest: digest('b'), layers: 2, tags: ['22', 'latest'] },
  { repository: 'library/debian', digest: digest('c'), layers: 1, tags: ['12', 'bookworm'] },
]
const baseOf = (one: InspectedPlatform, annotations: Record<string, string> = {}) =>
  knownBase({ annotations, platforms: [one] }, one, { registry: 'r.example', found })
const NAME = 'org.opencontainers.image.base.name'
const DIGEST = 'org.opencontainers.image.base.digest'

describe('knownBase', () => {
  it('believes the entry before the index, and both before a label', () => {
    expect(baseOf(platform({ [NAME]: 'a' }, { [NAME]: 'c' }), { [NAME]: 'b' }).told?.name).toBe('a')
    expect(baseOf(platform({}, { [NAME]: 'c' }), { [NAME]: 'b' }).told?.name).toBe('b')
    expect(baseOf(platform({}, { [NAME]: 'c' })).told).toEqual({ name: 'c', digest: null, by: 'label' })
    expect(baseOf(platform()).told).toBeNull()
  })

  it('names every image with the same first layers, and knows the one that was told', () => {
    const { shared } = baseOf(platform({ [NAME]: 'r.example/library/debian:bookworm' }))
    expect(shared.map(({ name, layers, more, isTold }) => [name, layers, more, isTold])).toEqual([
      ['library/node:22', 2, 1, false],
      ['library/debian:bookworm', 1, 1, true],
    ])
    expect(baseOf(platform({ [NAME]: 'x', [DIGEST]: digest('b') })).shared[0]?.isTold).toBe(true)
  })

  it('is no base of what has no more layers', () => {
    expect(baseOf({ ...platform(), layers: [layer, layer] }).shared).toHaveLength(1)
  })
})

describe('dockerfileBase', () => {
  it('is the one told, with its layers where they were found', () => {
    expect(dockerfileBase(baseOf(platform({ [NAME]: 'debian:12', [DIGEST]: digest('c') })))).toEqual({
      name: `debian:12@${digest('c')}`,
      layers: 1,
    })
    expect(dockerfileBase(baseOf(platform({ [NAME]: 'debian:12' })))).toEqual({
      name: 'debian:12',
      layers: null,
    })
  })

  it('is the nearest there is where nobody told', () => {
    expect(dockerfileBase(baseOf(platform()))).toEqual({ name: 'r.example/library/node:22', layers: 2 })
    expect(dockerfileBase({ told: null, shared: [] })).toBeNull()
  })
})
