'use client'

import { EntryState } from '@/components/inspect/entry-state'
import type { ImageTabProps } from '@/components/inspect/image-tabs'
import { PlatformStrip } from '@/components/inspect/platform-strip'
import { EmptyState } from '@/components/ui/empty-state'
import { FilesBrowser } from './files-browser'

/** What is inside of an image, without pulling it: the merged file system of one platform, or one layer. */
export function FilesTab({ image, home, chosen, choosePlatform }: ImageTabProps) {
  const shown = chosen ?? image.platforms.find(({ layers }) => layers.length > 0) ?? image.platforms[0]
  if (!shown) return <EmptyState title="There are no files to show.">Nothing here is an image.</EmptyState>
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <PlatformStrip platforms={image.platforms} chosen={shown} onChoose={choosePlatform} all={false} />
      <EntryState entry={shown} home={home} inIndex={image.kind === 'index'} />
      {shown.layers.length > 0 && <FilesBrowser key={shown.digest} entry={shown} home={home} />}
    </div>
  )
}
