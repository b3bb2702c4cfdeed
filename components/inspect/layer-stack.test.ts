import { describe, expect, it } from 'vitest'
import type { InspectedLayer, InspectedStep } from '@/lib/contract/inspect'
import { blockHeight, largestLayer, layerStack, sharedBands } from './layer-stack'

const layer = (id: string, size = 100): InspectedLayer => ({
  digest: `sha256:${id.repeat(64).slice(0, 64)}`,
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  size,
  createdBy: null,
  title: null,
  foreign: false,
  sharedWith: [],
})
const step = (place: number | null): InspectedStep => ({
  createdAt: null,
  createdBy: 'RUN make',
  comment: null,
  emptyLayer: place === null,
  layer: place,
})
const drawn = (stack: ReturnType<typeof layerStack>) =>
  stack.items.map((item) => {
    if (item.kind === 'layer') return item.place
    return item.kind === 'empty' ? `${item.steps.length} empty` : `base ${item.mark.layers}`
  })
const mark = (layers: number) => ({ layers, words: 'same as', name: 'base:1', reference: null })

describe('layerStack', () => {
  it('draws layers base first with the empty steps between them, neighbours as one', () => {
    const history = [step(0), step(null), step(null), step(1), step(null)]
    const stack = layerStack({ layers: [layer('a'), layer('b')], history }, 100)
    expect(drawn(stack)).toEqual([0, '2 empty', 1, '1 empty'])
  })

  it.each([
    ['has no history', []],
    ['has a history shorter than its layers', [step(0)]],
    ['skips a layer', [step(2)]],
    ['names a layer that is not there', [step(7)]],
  ])('draws every layer once when the config %s', (_name, history) => {
    const stack = layerStack({ layers: [layer('a'), layer('b'), layer('c')], history }, 100)
    expect(drawn(stack)).toEqual([0, 1, 2])
  })

  it('draws the line below the last layer of a base, before what was set behind it', () => {
    const history = [step(0), step(null), step(1), step(2)]
    const platform = { layers: [layer('a'), layer('b'), layer('c')], history }
    expect(drawn(layerStack(platform, 100, [mark(2), mark(1), mark(0), mark(9)]))).toEqual([
      'base 0',
      0,
      'base 1',
      '1 empty',
      1,
      'base 2',
      2,
    ])
  })

  it('leaves no gap and no overlap', () => {
    const stack = layerStack(
      { layers: [layer('a'), layer('b', 5)], history: [step(0), step(null), step(1)] },
      100,
    )
    const ends = stack.items.map(({ top, height }) => top + height)
    expect(stack.items.slice(1).map(({ top }, place) => top - (ends[place] ?? 0))).toEqual([3, 3])
    expect(stack.height).toBe(ends.at(-1))
  })
})

describe('blockHeight', () => {
  it('grows with the size and keeps the smallest readable', () => {
    const heights = [0, 32, 1200, 1_000_000, 40_000_000].map((size) => blockHeight(size, 40_000_000))
    expect(heights).toEqual([...heights].sort((a, b) => a - b))
    expect(heights[0]).toBe(26)
    expect(heights.at(-1)).toBe(92)
  })

  it('knows no largest layer where there is none', () => {
    expect(largestLayer([{ layers: [] }])).toBe(1)
  })
})

describe('sharedBands', () => {
  const stacks = [['a', 'b'], ['a'], ['c', 'b', 'b'], ['b']].map((ids) =>
    layerStack({ layers: ids.map((id) => layer(id)), history: [] }, 100),
  )
  const joined = (sight: { first: number; last: number }) =>
    sharedBands(stacks, sight).map(({ digest, from, to }) => [digest[7], from.column, to.column])

  it('joins a layer with where it is next, also beyond stacks without it', () => {
    expect(joined({ first: 0, last: 3 })).toEqual([
      ['a', 0, 1],
      ['b', 0, 2],
      ['b', 2, 3],
    ])
  })

  it('draws what is in sight, and what passes through it', () => {
    expect(joined({ first: 3, last: 3 })).toEqual([['b', 2, 3]])
    expect(joined({ first: 1, last: 1 })).toEqual(
      [
        ['a', 0, 1],
        ['b', 0, 2],
        ['b', 2, 3],
      ].slice(0, 2),
    )
  })

  it('ends where the blocks stand', () => {
    expect(sharedBands(stacks, { first: 0, last: 2 })[1]).toMatchObject({
      from: { top: 95, height: 92 },
      to: { top: 95, height: 92 },
    })
  })
})
