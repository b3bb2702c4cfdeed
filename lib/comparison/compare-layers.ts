import type { ComparableLayer } from './comparable'

export interface LayerMatch {
  /** `moved`: the same layer at another place. */
  change: 'same' | 'moved' | 'added' | 'removed'
  a: number | null
  b: number | null
}

export interface LayerComparison {
  /** So many layers from the bottom are the same: the base both have in common. */
  base: number
  /** The base, then the rest of `a` from the bottom up, then what `b` alone has. */
  layers: LayerMatch[]
  /** Bytes of distinct layers: in the base, on both sides, on one alone. Who has `a` fetches `onlyB` to get `b`. */
  size: { base: number; both: number; onlyA: number; onlyB: number }
}

/** What two images are stacked from. A layer that stands several times is matched in its order. */
export function compareLayers(a: readonly ComparableLayer[], b: readonly ComparableLayer[]): LayerComparison {
  const base = commonPrefix(a, b)
  const places = placesByDigest(b, base)
  const matches = [...a.entries()].map(([place, { digest }]): LayerMatch => {
    const other = place < base ? place : places.get(digest)?.shift()
    if (other === undefined) return { change: 'removed', a: place, b: null }
    return { change: other === place ? 'same' : 'moved', a: place, b: other }
  })
  const taken = new Set(matches.map((match) => match.b))
  const added = [...b.keys()].filter((place) => !taken.has(place))
  return {
    base,
    layers: [...matches, ...added.map((place): LayerMatch => ({ change: 'added', a: null, b: place }))],
    size: sizesOf(a, b, base),
  }
}

function commonPrefix(a: readonly ComparableLayer[], b: readonly ComparableLayer[]): number {
  const end = a.findIndex(({ digest }, place) => digest !== b[place]?.digest)
  return end < 0 ? a.length : end
}

function placesByDigest(layers: readonly ComparableLayer[], from: number): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [place, { digest }] of layers.entries()) {
    if (place < from) continue
    const known = places.get(digest)
    if (known) known.push(place)
    else places.set(digest, [place])
  }
  return places
}

function sizesOf(
  a: readonly ComparableLayer[],
  b: readonly ComparableLayer[],
  base: number,
): LayerComparison['size'] {
  const [sizesA, sizesB] = [distinct(a), distinct(b)]
  const sum = (sizes: Iterable<number>) => [...sizes].reduce((total, size) => total + size, 0)
  const without = (sizes: Map<string, number>, others: Map<string, number>) =>
    sum([...sizes].filter(([digest]) => !others.has(digest)).map(([, size]) => size))
  const onlyA = without(sizesA, sizesB)
  return {
    base: sum(distinct(a.slice(0, base)).values()),
    both: sum(sizesA.values()) - onlyA,
    onlyA,
    onlyB: without(sizesB, sizesA),
  }
}

const distinct = (layers: readonly ComparableLayer[]): Map<string, number> =>
  new Map(layers.map(({ digest, size }) => [digest, size]))
