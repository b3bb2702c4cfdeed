import type { InspectedLayer, InspectedPlatform, InspectedStep } from '@/lib/contract/inspect'

/** One thing drawn in a stack, base first. Pixels from the stack's upper edge. */
export type StackItem =
  | { kind: 'layer'; place: number; layer: InspectedLayer; top: number; height: number }
  | { kind: 'empty'; steps: InspectedStep[]; top: number; height: number }

export interface LayerStack {
  items: StackItem[]
  height: number
}

const BLOCK_MIN = 26
const BLOCK_MAX = 92
const EMPTY_HEIGHT = 9
const GAP = 3

/** Bytes of the largest layer of any platform: what all stacks of a page are scaled by. */
export const largestLayer = (platforms: readonly Pick<InspectedPlatform, 'layers'>[]): number =>
  Math.max(1, ...platforms.flatMap(({ layers }) => layers.map(({ size }) => size)))

/** A block's height. Sizes differ a millionfold, so they are drawn by a root of them: small layers stay readable. */
export function blockHeight(size: number, largest: number): number {
  return Math.round(BLOCK_MIN + (BLOCK_MAX - BLOCK_MIN) * (Math.min(size, largest) / largest) ** 0.4)
}

/** Layers in their order with the empty steps between them; layers that no step names keep their place. */
export function layerStack(
  { layers, history }: Pick<InspectedPlatform, 'layers' | 'history'>,
  largest: number,
): LayerStack {
  const items: StackItem[] = []
  let top = 0
  let next = 0
  const place = (height: number) => {
    const at = top
    top += height + GAP
    return { top: at, height }
  }
  const placeLayersUpTo = (end: number) => {
    for (; next < end; next++) {
      const layer = layers[next]
      if (layer) items.push({ kind: 'layer', place: next, layer, ...place(blockHeight(layer.size, largest)) })
    }
  }
  for (const step of history) {
    const last = items.at(-1)
    if (step.layer !== null) placeLayersUpTo(step.layer + 1)
    else if (last?.kind === 'empty') last.steps.push(step)
    else items.push({ kind: 'empty', steps: [step], ...place(EMPTY_HEIGHT) })
  }
  placeLayersUpTo(layers.length)
  return { items, height: Math.max(0, top - GAP) }
}

/** Where the same layer stands in two neighbouring stacks: the middles of both blocks, in pixels. */
export function sharedLinks(
  left: LayerStack,
  right: LayerStack,
): { digest: string; from: number; to: number }[] {
  return left.items.flatMap((item) => {
    if (item.kind !== 'layer') return []
    const other = right.items.find((one) => one.kind === 'layer' && one.layer.digest === item.layer.digest)
    if (!other) return []
    return [{ digest: item.layer.digest, from: item.top + item.height / 2, to: other.top + other.height / 2 }]
  })
}
