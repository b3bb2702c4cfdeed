'use client'

import type { RefObject } from 'react'
import { RowsSkeleton } from '@/components/browse/rows-skeleton'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { Spinner } from '@/components/ui/spinner'
import { useKey } from '@/components/ui/use-key'
import type { InspectedLayer } from '@/lib/contract/inspect'
import { nameOf, parentOf } from './file-path'
import { FileTable } from './file-table'
import { FilesSummary } from './files-summary'
import { countWords } from './layer-words'
import type { Files } from './use-files'
import { type FilesView, toPath } from './use-files-view'

interface FilesListProps {
  files: Files
  view: FilesView
  layers: readonly InspectedLayer[]
  /** The path whose row gets the focus once it is there. */
  cameFrom: RefObject<string | null>
}

/** One list in all its states: being read, empty, long. Backspace leads out of the folder. */
export function FilesList({ files, view, layers, cameFrom }: FilesListProps) {
  useKey('Backspace', () => {
    if (view.path === '' || view.list !== 'folder') return
    cameFrom.current = view.path
    view.go(toPath(parentOf(view.path)))
  })
  const { page, rows, error, isBefore } = files
  if (page === null) return error ? null : <RowsSkeleton label="Reading the files" />
  if (page.state === 'reading') return null
  const shown = view.list === 'folder' ? (view.q === '' ? 'folder' : 'search') : view.list
  const folder = page.folder?.path ?? ''
  return (
    <div aria-busy={isBefore} className={cn('@container min-w-0', isBefore && 'opacity-60')}>
      <FilesSummary page={page} view={view} list={shown} />
      {rows.length > 0 ? (
        <FileTable
          key={`${folder} ${shown} ${view.layer}`}
          rows={rows}
          list={shown}
          total={page.total ?? (files.isComplete ? rows.length : null)}
          label={labelOf(shown, folder)}
          view={view}
          layers={layers}
          onNearEnd={files.loadMore}
          cameFrom={cameFrom}
          isBefore={isBefore}
        />
      ) : (
        !error && <Nothing view={view} list={shown} />
      )}
      <p role="status" className="mt-2 flex min-h-5 items-center gap-2 text-ink-3 text-xs">
        {files.isLoadingMore && <Spinner />}
        {rows.length > 0 && shownWords(rows.length, page.total ?? null, files.isComplete)}
      </p>
    </div>
  )
}

export type ShownList = 'folder' | 'search' | 'biggest' | 'folders' | 'wasted'

function labelOf(list: ShownList, folder: string): string {
  const where = folder === '' ? 'the root' : `/${folder}`
  const labels: Record<ShownList, string> = {
    folder: `Files in ${where}`,
    search: `Files found below ${where}`,
    biggest: `Biggest files below ${where}`,
    folders: `Biggest folders below ${where}`,
    wasted: `Wasted bytes below ${where}`,
  }
  return labels[list]
}

function shownWords(shown: number, total: number | null, isComplete: boolean): string {
  if (total !== null && total > shown) return `${shown.toLocaleString('en')} of ${countWords(total, 'row')}`
  return isComplete ? countWords(shown, 'row') : `The first ${countWords(shown, 'row')}`
}

function Nothing({ view, list }: { view: FilesView; list: ShownList }) {
  if (view.q !== '')
    return (
      <EmptyState
        title={`Nothing${view.path === '' ? '' : ` below /${view.path}`} has this in its path.`}
        actions={
          <>
            <Button onClick={() => view.setFind('')}>Clear the search</Button>
            {view.path !== '' && <Button onClick={() => view.go({ path: null })}>Search everywhere</Button>}
          </>
        }
      />
    )
  if (list === 'wasted')
    return (
      <EmptyState title="Nothing is wasted.">No layer deletes or replaces a file of another one.</EmptyState>
    )
  if (list === 'folder')
    return <EmptyState title={view.path === '' ? 'There are no files.' : `${nameOf(view.path)} is empty.`} />
  return <EmptyState title={list === 'folders' ? 'There are no folders.' : 'There are no files.'} />
}
