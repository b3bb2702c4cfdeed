import type { HistoryStep } from './image-config'

export interface PlacedStep extends HistoryStep {
  /** Index of the layer this step made; null for an empty step, or when history and layers do not add up. */
  layer: number | null
}

/**
 * Tells which history step made which layer: the n-th step that is not empty made the n-th layer (image-spec,
 * config.md). Where the counts differ nothing is claimed: a wrong command beside a layer is worse than none.
 */
export function placeHistory(history: readonly HistoryStep[], layerCount: number): PlacedStep[] {
  const adds = history.filter((step) => !step.emptyLayer).length === layerCount
  let next = 0
  return history.map((step) => ({ ...step, layer: step.emptyLayer || !adds ? null : next++ }))
}
