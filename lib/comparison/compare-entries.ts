import type { ComparableEntry } from './comparable'
import { type ComparedField, compareConfig } from './compare-config'
import { compareHistory, type StepMatch } from './compare-history'
import { compareLayers, type LayerComparison } from './compare-layers'
import { type ComparedValue, compareEnv, compareValues } from './compare-values'

/** Two images of one platform each. What cannot be read on one side is null: nobody can say what differs. */
export interface EntryComparison {
  layers: LayerComparison | null
  config: ComparedField[] | null
  env: ComparedValue[] | null
  labels: ComparedValue[] | null
  annotations: ComparedValue[] | null
  history: StepMatch[] | null
}

/** Everything two entries have, side by side. */
export function compareEntries(a: ComparableEntry, b: ComparableEntry): EntryComparison {
  const configs = a.config && b.config ? { a: a.config, b: b.config } : null
  return {
    layers: a.layers && b.layers && compareLayers(a.layers, b.layers),
    config: configs && compareConfig(configs.a, configs.b),
    env: configs && compareEnv(configs.a.env, configs.b.env),
    labels: configs && compareValues(Object.entries(configs.a.labels), Object.entries(configs.b.labels)),
    annotations:
      a.layers && b.layers && compareValues(Object.entries(a.annotations), Object.entries(b.annotations)),
    history:
      a.history && b.history
        ? compareHistory({ history: a.history, layers: a.layers }, { history: b.history, layers: b.layers })
        : null,
  }
}
