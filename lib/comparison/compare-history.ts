import type { ComparableLayer, ComparableStep } from './comparable'

/** One step on both sides; `changed`: the same command left another layer behind. */
export interface StepMatch {
  change: 'same' | 'changed' | 'added' | 'removed'
  a: number | null
  b: number | null
}

interface Built {
  history: readonly ComparableStep[]
  layers: readonly ComparableLayer[] | null
}

/** Beyond so many cells the middle of two histories is not aligned: all of it is removed, then added. */
const CELLS_MAX = 1_000_000

/** Two histories in one order, aligned by their commands (longest common subsequence). */
export function compareHistory(a: Built, b: Built): StepMatch[] {
  const [keysA, keysB] = [a.history.map(stepKey), b.history.map(stepKey)]
  const start = commonStart(keysA, keysB)
  const end = commonStart(keysA.slice(start).reverse(), keysB.slice(start).reverse())
  const middleA = keysA.slice(start, keysA.length - end)
  const middleB = keysB.slice(start, keysB.length - end)
  const both = (placeA: number, placeB: number): StepMatch => ({
    change: leaves(a, placeA) === leaves(b, placeB) ? 'same' : 'changed',
    a: placeA,
    b: placeB,
  })
  return [
    ...times(start, (i) => both(i, i)),
    ...align(middleA, middleB).map(([placeA, placeB]): StepMatch => {
      if (placeB === null) return { change: 'removed', a: start + (placeA ?? 0), b: null }
      if (placeA === null) return { change: 'added', a: null, b: start + placeB }
      return both(start + placeA, start + placeB)
    }),
    ...times(end, (i) => both(keysA.length - end + i, keysB.length - end + i)),
  ]
}

const stepKey = ({ createdBy, emptyLayer }: ComparableStep): string => `${emptyLayer} ${createdBy}`

/** The digest of the layer a step made; null for none, and where nobody can tell. */
function leaves({ history, layers }: Built, place: number): string | null {
  const layer = history[place]?.layer ?? null
  return layer === null ? null : (layers?.[layer]?.digest ?? null)
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((key, place) => key !== b[place])
  return end < 0 ? a.length : end
}

type Aligned = [a: number | null, b: number | null]

function align(a: readonly string[], b: readonly string[]): Aligned[] {
  if (a.length * b.length > CELLS_MAX)
    return [...times(a.length, (i): Aligned => [i, null]), ...times(b.length, (i): Aligned => [null, i])]
  const longest = commonLengths(a, b)
  const width = b.length + 1
  const steps: Aligned[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [keyA, keyB] = [a[i], b[j]]
    if (keyA !== undefined && keyA === keyB) steps.push([i++, j++])
    else if (keyB === undefined) steps.push([i++, null])
    else if (keyA === undefined) steps.push([null, j++])
    else {
      const skipA = longest[(i + 1) * width + j] ?? 0
      const skipB = longest[i * width + j + 1] ?? 0
      // Where both ways are as long the texts decide, so that swapping the sides changes nothing but the sides.
      if (skipA > skipB || (skipA === skipB && keyA < keyB)) steps.push([i++, null])
      else steps.push([null, j++])
    }
  }
  return steps
}

/** At `i * (b.length + 1) + j`: how many steps the rests from `i` and `j` on have in common, in their order. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] =
        a[i] === b[j]
          ? 1 + (longest[(i + 1) * width + j + 1] ?? 0)
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0)
  return longest
}

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))
