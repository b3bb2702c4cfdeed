'use client'

import Link from 'next/link'
import type { CSSProperties } from 'react'
import { platformHue } from '@/components/platform/platform-hue'
import { cn } from '@/components/ui/cn'
import { formatBytes } from '@/components/ui/format-bytes'
import type { InspectedLayer, InspectedPlatform, InspectedStep } from '@/lib/contract/inspect'
import { referencePath } from '@/lib/routes'
import type { BaseMark } from './base-image'
import type { LayerStack, StackItem } from './layer-stack'
import { SafeText } from './safe-text'
import { shareOfPull } from './share-of-pull'
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
          {item.kind === 'empty' && <EmptySteps steps={item.steps} />}
          {item.kind === 'base' && <BaseLine mark={item.mark} />}
          {item.kind === 'layer' && (
            <LayerBlock
              item={item}
              column={column}
              digest={digest}
              selection={selection}
              platform={platform}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

interface LayerBlockProps extends Pick<StackColumnProps, 'platform' | 'column' | 'digest' | 'selection'> {
  item: Extract<StackItem, { kind: 'layer' }>
}

function LayerBlock({
  item: { layer, place, height },
  platform,
  column,
  digest,
  selection,
}: LayerBlockProps) {
  const { selected, select, hover } = selection
  const here = { column, place }
  const isSelected = selected?.column === column && selected.place === place
  const shared = layer.sharedWith.length > 0
  // Only a platform has a hue.
  const hued = platform.platform !== null
  return (
    <button
      type="button"
      data-layer={`${column}-${place}`}
      tabIndex={isSelected ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={nameOf(platform, layer, place)}
      onClick={() => select(here)}
      onFocus={() => select(here)}
      onPointerEnter={() => hover(here)}
      className={cn(
        'flex size-full items-start justify-between gap-2 overflow-hidden rounded-xs border-l-3 px-1.75 py-1 font-mono text-2xs',
        shared && 'hatch-plain border-field text-ink-2',
        layer.foreign && 'border-y border-r border-dashed',
        !shared && (hued ? 'arch-tint arch-edge' : 'border-field bg-sunk text-ink-2'),
        digest === layer.digest && 'outline-1 outline-field outline-solid',
        isSelected && 'outline-2 outline-ink',
      )}
    >
      <span
        className="line-clamp-(--lines) min-w-0 break-words text-left"
        style={{ '--lines': linesIn(height) } as CSSProperties}
      >
        <SafeText text={layerLabel(layer, place)} />
      </span>
      <span className="shrink-0 whitespace-nowrap tabular-nums">{formatBytes(layer.size)}</span>
    </button>
  )
}

/** So many lines of its name fit into a block of this height. */
const linesIn = (height: number): number => Math.max(1, Math.floor((height - 8) / LINE_PX))

/** Of `text-2xs`. */
const LINE_PX = 16

function nameOf(platform: InspectedPlatform, layer: InspectedLayer, place: number): string {
  const parts = [
    `Layer ${place + 1}`,
    formatBytes(layer.size),
    shareOfPull(platform, layer),
    visibleText(layerLabel(layer, place)),
    ...(layer.foreign ? ['foreign: not in the registry'] : []),
    ...(layer.sharedWith.length > 0 ? [`shared with ${sharedInWords(layer.sharedWith)}`] : []),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** Where the layers of a base end. All of it leads there, so that a finger finds it. */
function BaseLine({ mark: { words, name, reference } }: { mark: BaseMark }) {
  const text = visibleText(name)
  const look = 'block h-full border-ink border-t-2 pt-0.5 text-2xs text-ink-2 leading-tight'
  const lines = (
    <>
      <span className="block truncate">{words}</span>
      <span className="block truncate font-mono">{text}</span>
    </>
  )
  if (!reference)
    return (
      <span title={`${words} ${text}`} className={look}>
        {lines}
      </span>
    )
  return (
    <Link
      href={referencePath(reference)}
      prefetch={false}
      title={`${words} ${text}`}
      className={cn(look, 'underline decoration-line-strong underline-offset-2 hover:text-ink')}
    >
      {lines}
    </Link>
  )
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
