'use client'

import { useMemo } from 'react'
import { useAttested } from '@/components/attestation/use-attested'
import { EmptyState } from '@/components/ui/empty-state'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import { useKey } from '@/components/ui/use-key'
import { entryKeys } from './entry-key'
import type { ImageTabProps } from './image-tabs'
import { kindInWords } from './kind-in-words'
import { LayerStacks } from './layer-stacks'
import { LayerTable } from './layer-table'
import { PlatformStrip } from './platform-strip'
import { useBases } from './use-bases'
import type { ImageView } from './use-image-view'

/** Tables below one another beyond this are not read; the picture has all, and one of the rest can be chosen. */
const TABLES_MAX = 200

interface LayersTabProps extends ImageTabProps {
  view: ImageView['view']
  onView: (view: ImageView['view']) => void
}

/** The picture of what every platform is made of, and the table that says the same. */
export function LayersTab({ image, home, chosen, choosePlatform, view, onView }: LayersTabProps) {
  const { platforms } = image
  const shown = useMemo(() => {
    if (chosen) return [chosen]
    return view === 'table' ? platforms.slice(0, TABLES_MAX) : platforms
  }, [chosen, platforms, view])
  const baseOf = useBases(image, home)
  const attestedOf = useAttested(image, home)
  const keys = useMemo(() => (platforms.length > 1 ? entryKeys(platforms) : []), [platforms])
  const inIndex = image.kind === 'index'
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
        <LayerStacks
          key={chosen?.digest ?? 'all'}
          platforms={shown}
          home={home}
          keyOf={(platform) => keys[platforms.indexOf(platform)] ?? null}
          baseOf={baseOf}
          attestedOf={attestedOf}
          inIndex={inIndex}
        />
      ) : (
        <LayerTable platforms={shown} home={home} baseOf={baseOf} inIndex={inIndex} />
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
