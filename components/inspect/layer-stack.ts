import type { InspectedLayer, InspectedPlatform, InspectedStep } from '@/lib/contract/inspect'
import type { BaseMark } from './base-image'

/** One thing drawn in a stack, base first. Pixels from the stack's upper edge. */
export type StackItem =
  | { kind: 'layer'; place: number; layer: InspectedLayer; top: number; height: number }
  | { kind: 'empty'; steps: InspectedStep[]; top: number; height: number }
  | { kind: 'base'; mark: BaseMark; top: number; height: number }

export interface LayerStack {
  items: StackItem[]
  height: number
}

const BLOCK_MIN = 26
const BLOCK_MAX = 92
const EMPTY_HEIGHT = 9
/** Two lines of words and the rule above them. */
const BASE_HEIGHT = 36
const GAP = 3

/** Bytes of the largest layer of any platform: what all stacks of a page are scaled by. */
export const largestLayer = (platforms: readonly Pick<InspectedPlatform, 'layers'>[]): number =>
  Math.max(1, ...platforms.flatMap(({ layers }) => layers.map(({ size }) => size)))

/** A block's height. Sizes differ a millionfold, so they are drawn by a root of them: small layers stay readable. */
export function blockHeight(size: number, largest: number): number {
  return Math.round(BLOCK_MIN + (BLOCK_MAX - BLOCK_MIN) * (Math.min(size, largest) / largest) ** 0.4)
}

/**
 * Layers in their order with the empty steps between them, and the line below the last layer of a base; layers that no
 * step names keep their place.
 */
export function layerStack(
  { layers, history }: Pick<InspectedPlatform, 'layers' | 'history'>,
  largest: number,
  bases: readonly BaseMark[] = [],
): LayerStack {
  const items: StackItem[] = []
  let top = 0
  let next = 0
  const place = (height: number) => {
    const at = top
    top += height + GAP
    return { top: at, height }
  }
  const placeBases = () => {
    for (const mark of bases)
      if (mark.layers === next) items.push({ kind: 'base', mark, ...place(BASE_HEIGHT) })
  }
  const placeLayersUpTo = (end: number) => {
    while (next < end) {
      const layer = layers[next]
      if (layer) items.push({ kind: 'layer', place: next, layer, ...place(blockHeight(layer.size, largest)) })
      next++
      placeBases()
    }
  }
  placeBases()
  for (const step of history) {
    const last = items.at(-1)
    if (step.layer !== null) placeLayersUpTo(Math.min(step.layer + 1, layers.length))
    else if (last?.kind === 'empty') last.steps.push(step)
    else items.push({ kind: 'empty', steps: [step], ...place(EMPTY_HEIGHT) })
  }
  placeLayersUpTo(layers.length)
  return { items, height: Math.max(0, top - GAP) }
}

/** One layer in two stacks, with no stack between them that has it too. */
export interface SharedBand {
  digest: string
  from: BandEnd
  to: BandEnd
}

export interface BandEnd {
  column: number
  top: number
  height: number
}

/** What joins the same layer across the stacks `first` to `last` that are in sight, and those beside them. */
export function sharedBands(
  stacks: readonly LayerStack[],
  { first, last }: { first: number; last: number },
): SharedBand[] {
  const ends = new Map<string, BandEnd>()
  const bands: SharedBand[] = []
  for (const [column, { items }] of stacks.entries()) {
    const here = new Map<string, BandEnd>()
    for (const item of items) {
      if (item.kind !== 'layer' || here.has(item.layer.digest)) continue
      here.set(item.layer.digest, { column, top: item.top, height: item.height })
    }
    for (const [digest, to] of here) {
      const from = ends.get(digest)
      if (from && column >= first && from.column <= last) bands.push({ digest, from, to })
      ends.set(digest, to)
    }
  }
  return bands
}
