'use client'

import { Fragment } from 'react'
import { Bytes } from '@/components/ui/bytes'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { EntryChip } from './entry-chip'
import { entryKeys } from './entry-key'
import { EntryState } from './entry-state'
import type { ImageTabProps } from './image-tabs'
import { LayerPanel } from './layer-panel'
import { largestLayer, layerStack } from './layer-stack'
import { SharedLinks } from './shared-links'
import { StackColumn } from './stack-column'
import { useLayerSelection } from './use-layer-selection'

interface LayerStacksProps {
  platforms: readonly InspectedPlatform[]
  home: ImageTabProps['home']
}

/** A column per platform, layers as blocks by size, the same layer drawn across. */
export function LayerStacks({ platforms, home }: LayerStacksProps) {
  const selection = useLayerSelection(platforms)
  const keys = entryKeys(platforms)
  const largest = largestLayer(platforms)
  const stacks = platforms.map((platform) => layerStack(platform, largest))
  const { shown } = selection
  const current = shown && platforms[shown.column]
  const layer = shown && current?.layers[shown.place]
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <section
        ref={selection.region}
        aria-label="Layer stacks. Arrow keys move between layers and platforms."
        className="flex items-start overflow-x-auto p-1 pb-3"
        onKeyDown={selection.onKeyDown}
        onPointerLeave={() => selection.hover(null)}
      >
        {platforms.map((platform, column) => {
          const stack = stacks[column]
          const before = stacks[column - 1]
          if (!stack) return null
          return (
            <Fragment key={keys[column]}>
              {column > 0 && before && (
                <SharedLinks left={before} right={stack} highlighted={layer?.digest ?? null} />
              )}
              <section
                aria-label={`Layers, platform ${column + 1} of ${platforms.length}`}
                className="min-w-34 max-w-56 flex-1"
              >
                <h3 className="mb-2 flex h-5 items-center justify-between gap-2">
                  <EntryChip entry={platform} />
                  <Bytes value={platform.size} className="text-ink-2" />
                </h3>
                <StackColumn
                  platform={platform}
                  column={column}
                  stack={stack}
                  digest={layer?.digest ?? null}
                  selection={selection}
                />
                <EntryState entry={platform} home={home} />
              </section>
            </Fragment>
          )
        })}
      </section>
      {shown && current && layer && (
        <LayerPanel platform={current} layer={layer} place={shown.place} home={home} />
      )}
    </div>
  )
}
