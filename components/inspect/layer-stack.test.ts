import { describe, expect, it } from 'vitest'
import type { InspectedLayer, InspectedStep } from '@/lib/contract/inspect'
import { blockHeight, largestLayer, layerStack, sharedLinks } from './layer-stack'

const layer = (id: string, size = 100): InspectedLayer => ({
  digest: `sha256:${id.repeat(64).slice(0, 64)}`,
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  size,
  createdBy: null,
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
  stack.items.map((item) => (item.kind === 'layer' ? item.place : `${item.steps.length} empty`))

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

describe('sharedLinks', () => {
  it('joins the middles of the same layer in two stacks', () => {
    const left = layerStack({ layers: [layer('a'), layer('b')], history: [] }, 100)
    const right = layerStack({ layers: [layer('b')], history: [] }, 100)
    expect(sharedLinks(left, right)).toEqual([{ digest: layer('b').digest, from: 92 + 3 + 46, to: 46 }])
  })
})
