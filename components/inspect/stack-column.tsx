'use client'

import { platformHue } from '@/components/platform/platform-hue'
import { cn } from '@/components/ui/cn'
import { formatBytes } from '@/components/ui/format-bytes'
import type { InspectedLayer, InspectedPlatform, InspectedStep } from '@/lib/contract/inspect'
import type { LayerStack, StackItem } from './layer-stack'
import { SafeText } from './safe-text'
import { sharedInWords } from './shared-in-words'
import { layerLabel, stepText } from './step-label'
import type { useLayerSelection } from './use-layer-selection'
import { visibleText } from './visible-text'

interface StackColumnProps {
  platform: InspectedPlatform
  column: number
  stack: LayerStack
  /** The layer that is looked at, wherever it is: the same one is outlined in every stack. */
  digest: string | null
  selection: ReturnType<typeof useLayerSelection>
}

export function StackColumn({ platform, column, stack, digest, selection }: StackColumnProps) {
  if (stack.items.length === 0) return null
  return (
    <ol
      className="relative"
      style={{ height: stack.height, ...(platform.platform && platformHue(platform.platform)) }}
    >
      {stack.items.map((item) => (
        <li key={item.top} className="absolute inset-x-0" style={{ top: item.top, height: item.height }}>
          {item.kind === 'empty' ? (
            <EmptySteps steps={item.steps} />
          ) : (
            <LayerBlock
              item={item}
              column={column}
              digest={digest}
              selection={selection}
              hued={platform.platform !== null}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

interface LayerBlockProps extends Pick<StackColumnProps, 'column' | 'digest' | 'selection'> {
  item: Extract<StackItem, { kind: 'layer' }>
  /** Only a platform has a hue. */
  hued: boolean
}

function LayerBlock({ item: { layer, place }, column, digest, selection, hued }: LayerBlockProps) {
  const { selected, select, hover } = selection
  const here = { column, place }
  const isSelected = selected?.column === column && selected.place === place
  const shared = layer.sharedWith.length > 0
  return (
    <button
      type="button"
      data-layer={`${column}-${place}`}
      tabIndex={isSelected ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={nameOf(layer, place)}
      onClick={() => select(here)}
      onFocus={() => select(here)}
      onPointerEnter={() => hover(here)}
      className={cn(
        'flex size-full items-start justify-between gap-2 overflow-hidden rounded-xs border-l-3 px-1.75 py-1 font-mono text-2xs',
        shared && 'hatch-plain border-field text-ink-2',
        !shared && (hued ? 'arch-tint arch-edge' : 'border-field bg-sunk text-ink-2'),
        digest === layer.digest && 'outline-1 outline-field outline-solid',
        isSelected && 'outline-2 outline-ink',
      )}
    >
      <span className="truncate">
        <SafeText text={layerLabel(layer, place)} />
      </span>
      <span className="shrink-0 whitespace-nowrap tabular-nums">{formatBytes(layer.size)}</span>
    </button>
  )
}

function nameOf(layer: InspectedLayer, place: number): string {
  const shared = layer.sharedWith.length > 0 ? `, shared with ${sharedInWords(layer.sharedWith)}` : ''
  return `Layer ${place + 1}, ${formatBytes(layer.size)}, ${visibleText(layerLabel(layer, place))}${shared}`
}

/** Steps that made no layer: a dashed line where they stood. */
function EmptySteps({ steps }: { steps: readonly InspectedStep[] }) {
  const commands = steps.map(({ createdBy }) =>
    visibleText(stepText(createdBy ?? 'a step without a command')),
  )
  return (
    <span className="flex h-full items-center" title={commands.join('\n')}>
      <span className="h-0 w-full border-line-strong border-t border-dashed" aria-hidden />
      <span className="sr-only">{`${steps.length} without a layer: ${commands.join('; ')}`}</span>
    </span>
  )
}
