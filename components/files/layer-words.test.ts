import { describe, expect, it } from 'vitest'
import type { ReadLayer } from '@/lib/contract/files'
import { countWords, layerStateWords, readingTotals, shareWords } from './layer-words'

const layer = (given: Partial<ReadLayer>): ReadLayer => ({
  digest: `sha256:${'a'.repeat(64)}`,
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  size: 1000,
  state: 'ready',
  done: 1000,
  entries: 3,
  toc: null,
  problem: null,
  ...given,
})
const problem = (code: 'LAYER_CORRUPT' | 'LAYER_MISSING') => ({ code, message: 'It is so.' })

describe('layerStateWords', () => {
  const cases: [Partial<ReadLayer>, string][] = [
    [{ state: 'waiting', done: 0 }, 'waits for its turn'],
    [{ state: 'reading', done: 500 }, '500 B of 1.00 kB'],
    [{ entries: 1 }, '1 path'],
    [{ toc: 'estargz' }, '3 paths, from its estargz table of contents'],
    [{ problem: problem('LAYER_CORRUPT') }, '3 paths, then breaks off'],
    [{ state: 'failed', problem: problem('LAYER_MISSING') }, 'missing'],
  ]
  it.each(cases)('%o', (given, words) => expect(layerStateWords(layer(given))).toBe(words))
})

it('counts what is left to read; what failed is not', () => {
  const layers = [
    layer({}),
    layer({ state: 'reading', done: 400 }),
    layer({ state: 'waiting', done: 0, size: 50 }),
    layer({ state: 'failed', done: 10 }),
  ]
  expect(readingTotals(layers)).toEqual({ done: 2400, size: 3050, left: 650 })
})

it('counts and shares in words', () => {
  expect(countWords(1, 'file')).toBe('1 file')
  expect(countWords(12345, 'folder')).toBe('12,345 folders')
  expect(shareWords(1, 1000)).toBe('less than 1\u00a0%')
  expect(shareWords(0, 1000)).toBe('0\u00a0%')
  expect(shareWords(123, 1000)).toBe('12\u00a0%')
  expect(shareWords(0, 0)).toBe('0\u00a0%')
})
