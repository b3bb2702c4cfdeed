'use client'

import type { KeyboardEvent } from 'react'
import { SearchInput } from '@/components/ui/search-input'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import type { InspectedLayer } from '@/lib/contract/inspect'
import { LayerChoice } from './layer-choice'
import { FILE_LISTS, type FileListName, type FilesView } from './use-files-view'

interface FilesToolbarProps {
  view: FilesView
  layers: readonly InspectedLayer[]
  /** The place of the one layer that is looked at; null for the whole image. */
  place: number | null
  /** A file is open: there is nothing to search in it. */
  isFile: boolean
  /** The path leads nowhere: another list begins at the root. */
  isLost: boolean
}

/** Which layers, which list, and what to look for. */
export function FilesToolbar({ view, layers, place, isFile, isLost }: FilesToolbarProps) {
  const lists = FILE_LISTS.filter((list) => list !== 'wasted' || place === null)
  const choose = (list: FileListName) =>
    view.go({ list: list === 'folder' ? null : list, ...((isFile || isLost) && { path: null }) })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <LayerChoice view={view} layers={layers} place={place} />
      <ToggleGroup
        type="single"
        value={view.list}
        onValueChange={(next: string) => {
          const list = FILE_LISTS.find((one) => one === next)
          if (list) choose(list)
        }}
        aria-label="List"
      >
        {lists.map((list) => (
          <ToggleGroupItem key={list} value={list} className="whitespace-nowrap">
            {LABELS[list]}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      {!isFile && (
        <SearchInput
          pageSearch
          label={view.path === '' ? 'Find a path' : `Find below /${view.path}`}
          placeholder={view.path === '' ? 'Find a path, or *.conf' : 'Find below this folder'}
          value={view.find}
          onValueChange={view.setFind}
          onKeyDown={intoTheRows}
          className="sm:ml-auto"
        />
      )}
    </div>
  )
}

const LABELS: Record<FileListName, string> = {
  folder: 'Folder',
  biggest: 'Biggest files',
  folders: 'Biggest folders',
  wasted: 'Wasted',
}

/** From the search on into what it found. */
function intoTheRows(event: KeyboardEvent) {
  if (event.key !== 'ArrowDown') return
  const row = document.querySelector('[data-files] [data-row][tabindex="0"]')
  if (!(row instanceof HTMLElement)) return
  event.preventDefault()
  row.focus()
}
