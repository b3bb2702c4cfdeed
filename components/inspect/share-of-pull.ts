import type { InspectedLayer, InspectedPlatform } from '@/lib/contract/inspect'

/** `28 %`: how much of what a pull fetches one layer is; empty where that is not known. */
export function percentOfPull({ size: whole }: Pick<InspectedPlatform, 'size'>, size: number): string {
  if (!whole) return ''
  const percent = (100 * size) / whole
  return percent > 0 && percent < 1 ? 'less than 1 %' : `${Math.round(percent)} %`
}

/** The same as a sentence has it, and whether it is the largest of them. */
export function shareOfPull(platform: InspectedPlatform, { size }: InspectedLayer): string {
  const percent = percentOfPull(platform, size)
  if (percent === '') return ''
  const { layers, kind } = platform
  const largest = layers.length > 1 && layers.filter((layer) => layer.size >= size).length === 1
  const noun = kind === 'artifact' ? 'file' : 'layer'
  return `${percent} of ${kind === 'artifact' ? 'this artifact' : 'the pull'}${largest ? `, the largest ${noun}` : ''}`
}
