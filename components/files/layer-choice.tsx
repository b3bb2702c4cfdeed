'use client'

import { stepText } from '@/components/inspect/step-label'
import { visibleText } from '@/components/inspect/visible-text'
import { formatBytes } from '@/components/ui/format-bytes'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import type { InspectedLayer } from '@/lib/contract/inspect'
import type { FilesView } from './use-files-view'

const WHOLE = 'whole'
const COMMAND_MAX = 60

interface LayerChoiceProps {
  view: FilesView
  layers: readonly InspectedLayer[]
  place: number | null
}

/** The whole image, as a container sees it, or one of its layers by itself. */
export function LayerChoice({ view, layers, place }: LayerChoiceProps) {
  return (
    <Select
      value={place === null ? WHOLE : String(place)}
      onValueChange={(next) =>
        view.go({ layer: next === WHOLE ? null : (layers[Number(next)]?.digest ?? null) })
      }
    >
      <SelectTrigger aria-label="Layers" className="max-w-full">
        <SelectValue>{place === null ? 'Whole image' : `Layer ${place + 1} of ${layers.length}`}</SelectValue>
      </SelectTrigger>
      <SelectContent className="max-w-[calc(100vw-2rem)]">
        <SelectItem value={WHOLE}>Whole image</SelectItem>
        {layers.map((layer, index) => (
          <SelectItem key={`${index.toString()} ${layer.digest}`} value={String(index)}>
            <span className="flex min-w-0 items-baseline gap-2">
              <span className="tabular-nums">Layer {index + 1}</span>
              <span className="text-ink-3 text-xs tabular-nums">{formatBytes(layer.size)}</span>
              <span className="truncate font-mono text-2xs text-ink-3">{commandOf(layer)}</span>
            </span>
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}

function commandOf({ createdBy }: InspectedLayer): string {
  const text = createdBy === null ? '' : visibleText(stepText(createdBy)).replace(/\s+/g, ' ')
  return text.length > COMMAND_MAX ? `${text.slice(0, COMMAND_MAX)}…` : text
}
