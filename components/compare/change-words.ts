import type { Change } from '@/lib/contract/compare'

export type ShownChange = Change | 'moved'

export const CHANGE_WORDS: Record<ShownChange, string> = {
  removed: 'only in A',
  added: 'only in B',
  changed: 'differs',
  moved: 'at another place',
  same: 'the same',
}

/** Of several. */
export const countWord = (change: ShownChange, count: number): string =>
  change === 'changed' && count !== 1 ? 'differ' : CHANGE_WORDS[change]

/** In the order in which they are counted and told. */
const COUNTED = ['removed', 'added', 'changed', 'moved'] as const satisfies readonly ShownChange[]

interface Row {
  change: ShownChange
}

/** How many rows there are of each change that is one; those that do not occur are left out. */
export function countChanges(rows: readonly Row[]): { change: ShownChange; count: number }[] {
  return COUNTED.map((change) => ({
    change,
    count: rows.filter((row) => row.change === change).length,
  })).filter(({ count }) => count > 0)
}

/** What differs, and what does not, each in its order. */
export function partRows<R extends Row>(rows: readonly R[]): { differing: R[]; same: R[] } {
  return {
    differing: rows.filter(({ change }) => change !== 'same'),
    same: rows.filter(({ change }) => change === 'same'),
  }
}

/** A difference in bytes with its sign: `+1.20 MB`, `−340 B`, `no difference`. */
export function differenceInWords(bytes: number, format: (bytes: number) => string): string {
  if (bytes === 0) return 'no difference'
  return `${bytes > 0 ? '+' : '−'}${format(Math.abs(bytes))}`
}
