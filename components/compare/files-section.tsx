'use client'

import { LayerProblems } from '@/components/files/layer-problems'
import { ReadingLayers } from '@/components/files/reading-layers'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { formatBytes } from '@/components/ui/format-bytes'
import { Skeleton } from '@/components/ui/skeleton'
import type { ComparedLayers } from '@/lib/contract/compare'
import { FileDifferences } from './file-differences'
import { type ComparedFilesState, type ComparedImages, useComparedFiles } from './use-compared-files'

interface FilesSectionProps {
  images: ComparedImages
  layers: ComparedLayers
}

/** The files of both. Layers may be large, so nothing of them is read before somebody asks for it. */
export function FilesSection({ images, layers: { size } }: FilesSectionProps) {
  const files = useComparedFiles(images)
  return (
    <section aria-label="Files" className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="font-semibold">Files</h3>
      {files.view.files ? (
        <AskedFiles files={files} images={images} />
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button onClick={() => void files.setView({ files: true })}>Compare files</Button>
          <p className="text-ink-2 text-xs">
            Reads up to {formatBytes(size.both + size.onlyA + size.onlyB)} of layers, each once. What was read
            before is not read again.
          </p>
        </div>
      )}
    </section>
  )
}

function AskedFiles({ files, images }: { files: ComparedFilesState; images: ComparedImages }) {
  const { first, reading, error, query } = files
  if (error)
    return <ErrorState error={error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
  if (first === null)
    return (
      <div role="status">
        <span className="sr-only">Asking for the files</span>
        <Skeleton className="h-6 w-120 max-w-full" />
      </div>
    )
  if (reading)
    return (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 md:grid-cols-2">
        <ReadingLayers layers={first.layersA} of="A" />
        <ReadingLayers layers={first.layersB} of="B" />
      </div>
    )
  return (
    <>
      <LayerProblems layers={first.layersA} of="A" />
      <LayerProblems layers={first.layersB} of="B" />
      <FileDifferences files={files} images={images} />
    </>
  )
}
