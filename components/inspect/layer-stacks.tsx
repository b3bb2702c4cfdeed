'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo } from 'react'
import { AttestedMark } from '@/components/attestation/attested-mark'
import { Bytes } from '@/components/ui/bytes'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { baseMarks } from './base-image'
import { EntryChip } from './entry-chip'
import { EntryState } from './entry-state'
import type { ImageTabProps } from './image-tabs'
import { LayerPanel } from './layer-panel'
import { largestLayer, layerStack, sharedBands } from './layer-stack'
import { type ColumnSizes, SharedBands } from './shared-bands'
import { StackColumn } from './stack-column'
import type { BaseOf } from './use-bases'
import { useLayerSelection } from './use-layer-selection'

interface LayerStacksProps {
  platforms: readonly InspectedPlatform[]
  home: ImageTabProps['home']
  /** What names an entry in the query string; null where there is but one. */
  keyOf: (platform: InspectedPlatform) => string | null
  baseOf: BaseOf
  /** What is attested of an entry, in words, by its digest. */
  attestedOf: (digest: string) => string | null
  inIndex: boolean
}

/** A column per platform, layers as blocks by size, the same layer drawn across. Only what is in sight is drawn. */
export function LayerStacks(props: LayerStacksProps) {
  const { platforms, home, keyOf, baseOf, attestedOf, inIndex } = props
  const selection = useLayerSelection(platforms)
  const stacks = useMemo(() => {
    const largest = largestLayer(platforms)
    return platforms.map((platform) => layerStack(platform, largest, baseMarks(baseOf(platform))))
  }, [platforms, baseOf])
  const sizes = columnSizes(platforms.length)
  const inSight = useColumnsInSight(platforms.length, sizes, selection)
  const height = Math.max(0, ...stacks.map((stack) => stack.height)) + sizes.heading
  const width = platforms.length * (sizes.width + sizes.gap) - sizes.gap
  const { shown } = selection
  const current = shown && platforms[shown.column]
  const layer = shown && current?.layers[shown.place]
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <section
        ref={selection.region}
        aria-label="Layer stacks. Arrow keys move between layers and platforms."
        className="overflow-x-auto p-1 pb-3"
        onKeyDown={selection.onKeyDown}
        onPointerLeave={() => selection.hover(null)}
      >
        <div className="relative flex items-start" style={{ width, minHeight: height }}>
          <SharedBands
            bands={sharedBands(stacks, { first: inSight[0] ?? 0, last: inSight.at(-1) ?? 0 })}
            sizes={sizes}
            width={width}
            height={height}
            highlighted={layer?.digest ?? null}
          />
          {inSight.map((column, place) => {
            const [platform, stack] = [platforms[column], stacks[column]]
            if (!platform || !stack) return null
            return (
              <section
                key={column}
                aria-label={`Layers, platform ${column + 1} of ${platforms.length}`}
                className="relative shrink-0"
                style={{ width: sizes.width, marginLeft: distance(inSight[place - 1], column, sizes) }}
              >
                <h3 className="flex items-start justify-between gap-2" style={{ height: sizes.heading }}>
                  <EntryChip entry={platform} />
                  <AttestedMark said={attestedOf(platform.digest)} />
                  <Bytes value={platform.size} className="text-ink-2" />
                </h3>
                <StackColumn
                  platform={platform}
                  column={column}
                  stack={stack}
                  digest={layer?.digest ?? null}
                  selection={selection}
                />
                <EntryState entry={platform} home={home} inIndex={inIndex} />
              </section>
            )
          })}
        </div>
      </section>
      {shown && current && layer && (
        <LayerPanel
          platform={current}
          layer={layer}
          place={shown.place}
          home={home}
          entryKey={keyOf(current)}
          bases={baseMarks(baseOf(current))}
        />
      )}
    </div>
  )
}

/** Few stacks have room for words; of many as many as possible are seen at once. */
function columnSizes(columns: number): ColumnSizes {
  const width = columns === 1 ? 288 : columns <= 3 ? 208 : 152
  return { width, gap: 24, heading: 28 }
}

const distance = (before: number | undefined, column: number, { width, gap }: ColumnSizes): number =>
  before === undefined ? column * (width + gap) : (column - before - 1) * (width + gap) + gap

/** The places of the stacks to draw, in order: those in sight, and the one that has the focus wherever it is. */
function useColumnsInSight(
  count: number,
  { width, gap }: ColumnSizes,
  { region, selected }: ReturnType<typeof useLayerSelection>,
): number[] {
  const virtualizer = useVirtualizer({
    horizontal: true,
    count,
    getScrollElement: () => region.current,
    estimateSize: () => width + gap,
    overscan: 3,
    rangeExtractor: ({ startIndex, endIndex, overscan }) => {
      const first = Math.max(0, startIndex - overscan)
      const last = Math.min(count - 1, endIndex + overscan)
      const seen = Array.from({ length: last - first + 1 }, (_, place) => first + place)
      const focused = selected?.column
      if (focused === undefined || (focused >= first && focused <= last)) return seen
      return [...seen, focused].sort((a, b) => a - b)
    },
  })
  return virtualizer.getVirtualItems().map(({ index }) => index)
}
