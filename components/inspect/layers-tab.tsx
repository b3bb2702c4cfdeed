'use client'

import { useEffect } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import { entryKeys } from './entry-key'
import type { ImageTabProps } from './image-tabs'
import { kindInWords } from './kind-in-words'
import { LayerStacks } from './layer-stacks'
import { LayerTable } from './layer-table'
import { PlatformStrip } from './platform-strip'
import type { ImageView } from './use-image-view'

/** Stacks side by side beyond this are a blur; one platform of the rest can be chosen. */
const STACKS_MAX = 24

interface LayersTabProps extends ImageTabProps {
  view: ImageView['view']
  onView: (view: ImageView['view']) => void
}

/** The picture of what every platform is made of, and the table that says the same. */
export function LayersTab({ image, home, chosen, choosePlatform, view, onView }: LayersTabProps) {
  const shown = chosen ? [chosen] : image.platforms.slice(0, STACKS_MAX)
  const other = view === 'picture' ? 'table' : 'picture'
  useKey('t', () => onView(other))
  if (shown.length === 0) return <NothingToDraw image={image} />
  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <PlatformStrip platforms={image.platforms} chosen={chosen} onChoose={choosePlatform} />
        <ToggleGroup
          type="single"
          value={view}
          onValueChange={(next: string) => next && onView(next === 'table' ? 'table' : 'picture')}
          aria-label="Show layers as"
          className="ml-auto"
        >
          <ToggleGroupItem value="picture" aria-keyshortcuts="t">
            Picture
          </ToggleGroupItem>
          <ToggleGroupItem value="table" aria-keyshortcuts="t">
            Table
          </ToggleGroupItem>
        </ToggleGroup>
      </div>
      {shown.length < image.platforms.length && !chosen && (
        <p className="mb-3 text-ink-2">
          The first {shown.length} of {image.platforms.length} platforms. Choose one above to see any other.
        </p>
      )}
      {view === 'picture' ? (
        <LayerStacks key={entryKeys(shown).join()} platforms={shown} home={home} />
      ) : (
        <LayerTable platforms={shown} home={home} />
      )}
    </div>
  )
}

function NothingToDraw({ image }: { image: ImageTabProps['image'] }) {
  const what = kindInWords(image.mediaType, image.artifactType)
  if (image.kind === 'index')
    return <EmptyState title="This index has no entries.">Nobody can pull anything from it.</EmptyState>
  return (
    <EmptyState title={`${what}: there are no layers to show.`}>
      Raw shows its exact bytes; clients that know this kind can still fetch it.
    </EmptyState>
  )
}

/** A single key, wherever the focus is, unless somebody is typing. */
function useKey(key: string, action: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event
      const typing =
        target instanceof HTMLElement && target.closest('input, textarea, [contenteditable], [role=dialog]')
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || typing) return
      action()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [key, action])
}
