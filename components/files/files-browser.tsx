'use client'

import { useRef } from 'react'
import type { ImageTabProps } from '@/components/inspect/image-tabs'
import { ErrorState } from '@/components/ui/error-state'
import type { FilesSource } from '@/lib/client/files'
import type { InspectedLayer, InspectedPlatform } from '@/lib/contract/inspect'
import { formatReference } from '@/lib/oci/reference'
import { FilesList } from './files-list'
import { FilesToolbar } from './files-toolbar'
import { LayerFacts } from './layer-facts'
import { LayerProblems } from './layer-problems'
import { OpenedFile } from './opened-file'
import { PathBreadcrumb } from './path-breadcrumb'
import { ReadFirst } from './read-first'
import { ReadingLayers } from './reading-layers'
import { useFiles } from './use-files'
import { type FilesView, toPath, useFilesView } from './use-files-view'
import { useReadFirst } from './use-read-first'

interface FilesBrowserProps {
  entry: InspectedPlatform
  home: ImageTabProps['home']
}

/** The files of one image: which of its layers, where in it, and what is there. */
export function FilesBrowser({ entry, home }: FilesBrowserProps) {
  const view = useFilesView(entry.layers)
  const place = entry.layers.findIndex(({ digest }) => digest === view.layer)
  const layer = entry.layers[place] ?? null
  // By its own digest an image needs no platform, and what is listed of it never changes.
  const source: FilesSource = {
    ref: formatReference({ ...home, digest: entry.digest }),
    ...(layer && { layer: layer.digest }),
  }
  const readFirst = useReadFirst(source, bytesOf(layer ? [layer] : entry.layers))
  const files = useFiles(view.filterOf(source), readFirst.mayRead)
  // Where the focus goes once the next place is there: on its first row, or on the one that is named.
  const cameFrom = useRef<string | null>(null)
  const { page, error } = files
  const opened =
    page?.state === 'ready' && page.folder === null && !files.isBefore ? files.rows[0] : undefined
  const first = layer ? place : 0
  // Of nothing that could be read there is no list, not even an empty one.
  const isUnread = page?.state === 'ready' && page.layers.every(({ state }) => state === 'failed')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <FilesToolbar
        {...{ view, layers: entry.layers, place: layer ? place : null }}
        isFile={!!opened}
        isLost={!!error}
      />
      {layer && <LayerFacts layer={layer} place={place} of={entry.layers.length} view={view} />}
      {view.layer !== null && !layer && (
        <p className="text-ink-2">The layer of this link is not in this image; these are the files of all.</p>
      )}
      <PathBreadcrumb view={view} path={opened?.path ?? view.path} />
      {readFirst.mayRead ? (
        <>
          {error && <FilesFailure error={error} files={files} view={view} />}
          {page?.state === 'reading' && <ReadingLayers layers={page.layers} first={first} />}
          {page?.state === 'ready' && (
            <LayerProblems layers={page.layers} first={first} isListed={!isUnread} />
          )}
          {isUnread ? null : opened ? (
            <OpenedFile
              {...{ entry: opened, asked: view.path, source, view, layers: entry.layers }}
              onLeave={() => {
                cameFrom.current = opened.path
              }}
            />
          ) : (
            <FilesList files={files} view={view} cameFrom={cameFrom} layers={entry.layers} />
          )}
        </>
      ) : (
        <ReadFirst {...readFirst} />
      )}
    </div>
  )
}

/** What the registry holds of them. */
const bytesOf = (layers: readonly InspectedLayer[]): number =>
  layers.reduce((sum, { foreign, size }) => sum + (foreign ? 0 : size), 0)

interface FilesFailureProps {
  error: NonNullable<ReturnType<typeof useFiles>['error']>
  files: ReturnType<typeof useFiles>
  view: FilesView
}

function FilesFailure({ error, files, view }: FilesFailureProps) {
  return (
    <div className="grid justify-items-start gap-2">
      <ErrorState className="w-full" error={error} onRetry={files.retry} retrying={files.isFetching} />
      {view.path !== '' && (
        <a
          {...view.linkTo(toPath(''))}
          className="inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          Go to the root
        </a>
      )}
    </div>
  )
}
