import { formatBytes } from '@/components/ui/format-bytes'
import type { LayerProblem, ReadLayer } from '@/lib/contract/files'

/** How far the reading of a layer is. */
export function layerStateWords({ state, done, size, entries, toc, problem }: ReadLayer): string {
  if (state === 'waiting') return 'waits for its turn'
  if (state === 'reading') return `${formatBytes(done)} of ${formatBytes(size)}`
  if (state === 'failed') return problem ? PROBLEM_WORDS[problem.code].state : 'could not be read'
  const paths = entries === null ? 'read' : countWords(entries, 'path')
  if (problem) return `${paths}, then ${PROBLEM_WORDS[problem.code].state}`
  return toc === null ? paths : `${paths}, from its ${toc} table of contents`
}

/** What is wrong with a layer in a word or two, and what that means for the list beside it. */
export const PROBLEM_WORDS: Record<LayerProblem['code'], { state: string; means: string }> = {
  LAYER_MISSING: {
    state: 'missing',
    means: 'What it adds is not in this list, and what it deletes still is.',
  },
  LAYER_UNREADABLE: {
    state: 'could not be read',
    means: 'What it adds is not in this list, and what it deletes still is. Try again in a while.',
  },
  LAYER_CORRUPT: {
    state: 'breaks off',
    means: 'What could be read of it is listed; there may have been more.',
  },
  LAYER_TOO_LARGE: {
    state: 'too large to read on',
    means: 'What was read of it until then is listed; there is more.',
  },
  LAYER_UNSUPPORTED: {
    state: 'no files to list',
    means: 'Only the files of the other layers are in this list.',
  },
}

/** `1 file`, `2,345 files`. */
export function countWords(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** Bytes that still have to be read, and all there are. What cannot be read counts as done. */
export function readingTotals(layers: readonly ReadLayer[]): { done: number; size: number; left: number } {
  const size = layers.reduce((sum, layer) => sum + layer.size, 0)
  const done = layers.reduce(
    (sum, layer) => sum + (isPending(layer) ? Math.min(layer.done, layer.size) : layer.size),
    0,
  )
  return { done, size, left: size - done }
}

export const isPending = ({ state }: ReadLayer): boolean => state === 'waiting' || state === 'reading'

/** A share of a whole as people say it; whole numbers, and never 0 % of something. */
export function shareWords(part: number, whole: number): string {
  if (whole === 0) return '0\u00a0%'
  const percent = (100 * part) / whole
  return percent > 0 && percent < 1 ? 'less than 1\u00a0%' : `${Math.round(percent)}\u00a0%`
}
