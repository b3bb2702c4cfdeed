import { SafeText } from '@/components/inspect/safe-text'
import { layerLabel, stepText } from '@/components/inspect/step-label'
import { Bytes } from '@/components/ui/bytes'
import type { ComparedLayer, ComparedLayers } from '@/lib/contract/compare'
import { ChangeMark } from './change-mark'
import { FoldedSection } from './folded-section'
import { LayerBars } from './layer-bars'
import { LayerDigest } from './layer-digest'

/** The layers of both: the base in common, then what either has by itself. */
export function LayerSection({ layers }: { layers: ComparedLayers }) {
  return (
    <FoldedSection
      title="Layers"
      rows={layers.items}
      none="Neither has layers."
      ordered
      keyOf={({ a, b }) => `${a} ${b}`}
      summary={<LayerBars layers={layers} />}
    >
      {(layer) => <LayerRow layer={layer} />}
    </FoldedSection>
  )
}

function LayerRow({ layer }: { layer: ComparedLayer }) {
  const { change, createdBy, digest, size } = layer
  return (
    <div className="grid items-baseline gap-x-4 gap-y-0.5 md:grid-cols-[8.5rem_minmax(0,1fr)_auto]">
      <p className="flex items-baseline gap-1.5 text-ink-2 text-xs tabular-nums">
        <ChangeMark change={change} />
        {placesInWords(layer)}
      </p>
      <p className="min-w-0 break-words font-mono text-xs max-md:pl-4.5">
        <span className="line-clamp-3">
          {createdBy === null ? (
            layerLabel(layer, layer.a ?? layer.b ?? 0)
          ) : (
            <SafeText text={stepText(createdBy)} />
          )}
        </span>
      </p>
      <p className="flex flex-wrap items-baseline justify-end gap-x-3 max-md:justify-start max-md:pl-4.5">
        <LayerDigest digest={digest} />
        <Bytes value={size} className="w-18 md:text-right" />
      </p>
    </div>
  )
}

/** Where it stands, counted from the lowest. */
function placesInWords({ a, b }: ComparedLayer): string {
  if (a === null) return `B ${(b ?? 0) + 1}`
  if (b === null) return `A ${a + 1}`
  return a === b ? `A and B ${a + 1}` : `A ${a + 1}, B ${b + 1}`
}
