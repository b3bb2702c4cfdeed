'use client'

import { Bytes } from '@/components/ui/bytes'
import { cn } from '@/components/ui/cn'
import type { RowPlace } from '@/components/ui/drawn-rows'
import { RelativeTime } from '@/components/ui/relative-time'
import type { RowStop } from '@/components/ui/use-roving-rows'
import type { FileEntry } from '@/lib/contract/files'
import type { InspectedLayer } from '@/lib/contract/inspect'
import { FileName } from './file-name'
import { lostWords, ownerText } from './file-words'
import type { ShownList } from './files-list'
import { LayerLink } from './layer-link'
import { ModeText } from './mode-text'
import type { FilesView } from './use-files-view'

/** One grid for head and rows; on narrow screens name, size and layer alone. */
export const fileGridClass = (list: ShownList): string =>
  cn('grid items-center gap-x-4 grid-cols-[minmax(0,1fr)_auto_3.25rem]', WIDE[list])

const LISTED = '@3xl:grid-cols-[minmax(0,1fr)_5rem_5.5rem_5rem_6rem_3.25rem]'
const RANKED = '@3xl:grid-cols-[minmax(0,1fr)_5rem_9rem_3.25rem]'
const WIDE: Record<ShownList, string> = {
  folder: LISTED,
  search: LISTED,
  biggest: RANKED,
  folders: RANKED,
  wasted: '@3xl:grid-cols-[minmax(0,1fr)_5rem_9rem_10rem_3.25rem]',
}

const wideCellClass = 'hidden @3xl:block'

interface FileTableRowProps {
  entry: FileEntry
  list: ShownList
  /** Its size as part of the largest, 0 to 1. */
  share: number
  view: FilesView
  layers: readonly InspectedLayer[]
  place: RowPlace
  stop: RowStop
  onOpen: () => void
}

export function FileTableRow(props: FileTableRowProps) {
  const { entry, list, share, view, layers, place, stop, onOpen } = props
  const isListed = list === 'folder' || list === 'search'
  return (
    <tr
      {...place}
      aria-rowindex={place['data-index'] + 2}
      className={cn(
        fileGridClass(list),
        'absolute inset-x-0 top-0 min-h-7.5 border-b px-1 py-1 hover:bg-hover @3xl:py-0.5',
      )}
    >
      <td className="min-w-0">
        <FileName {...{ entry, list, view, stop, onOpen }} isLayer={view.layer !== null} />
      </td>
      <td className="text-right">
        <FileSize entry={entry} />
      </td>
      {isListed ? <Details entry={entry} /> : <Standing entry={entry} list={list} share={share} />}
      <td className="relative z-10 justify-self-start">
        <LayerLink place={entry.layer} layers={layers} view={view} tabIndex={stop.tabIndex} />
      </td>
    </tr>
  )
}

function FileSize({ entry: { type, size, files } }: { entry: FileEntry }) {
  if (type === 'file' || files !== null) return <Bytes value={size} />
  return <span className="text-ink-3">–</span>
}

function Details({ entry }: { entry: FileEntry }) {
  return (
    <>
      <td className={wideCellClass}>
        <ModeText entry={entry} />
      </td>
      <td className={cn(wideCellClass, 'truncate font-mono text-ink-2 text-xs')}>{ownerText(entry)}</td>
      <td className={cn(wideCellClass, 'text-ink-2')}>
        <RelativeTime value={entry.modifiedAt} />
      </td>
    </>
  )
}

function Standing({ entry: { lost }, list, share }: { entry: FileEntry; list: ShownList; share: number }) {
  return (
    <>
      <td className={wideCellClass} aria-label={`${Math.round(share * 100)} % of the largest`}>
        <span className="block h-1.5 rounded-full bg-line">
          <span
            className="block h-full min-w-0.5 rounded-full bg-ink-2"
            style={{ width: `${share * 100}%` }}
          />
        </span>
      </td>
      {list === 'wasted' && <td className={cn(wideCellClass, 'text-ink-2')}>{lostWords({ lost })}</td>}
    </>
  )
}
