'use client'

import { SafeText } from '@/components/inspect/safe-text'
import { cn } from '@/components/ui/cn'
import { rowLinkClass } from '@/components/ui/row-link'
import type { RowStop } from '@/components/ui/use-roving-rows'
import type { FileEntry } from '@/lib/contract/files'
import { FileIcon } from './file-icon'
import { nameOf } from './file-path'
import { isOpenable, lostWords, markerWords, writtenWords } from './file-words'
import type { ShownList } from './files-list'
import { PathText } from './path-text'
import { type FilesView, toPath } from './use-files-view'

interface FileNameProps {
  entry: FileEntry
  list: ShownList
  view: FilesView
  /** One layer is looked at, by itself. */
  isLayer: boolean
  stop: RowStop
  onOpen: () => void
}

/** An entry by its name, or by its whole path where the list is of many folders, and what is odd about it. */
export function FileName(props: FileNameProps) {
  const { entry, list, view, isLayer, stop, onOpen } = props
  const text = list === 'folder' ? nameOf(entry.path) : entry.path
  const name = <PathText path={text} find={list === 'folder' ? '' : view.q} />
  // What a layer above took away is in its own layer alone.
  const layer = list === 'wasted' ? view.layerOf(entry.layer) : undefined
  const target = { ...toPath(entry.path), ...(layer !== undefined && { layer }) }
  return (
    <div className="flex min-w-0 items-start gap-2">
      <FileIcon type={entry.type} />
      <div className="min-w-0">
        {isOpenable(entry) ? (
          <a {...stop} {...view.linkTo(target, onOpen)} className={NAME}>
            {name}
            {entry.type === 'folder' && list === 'folder' && <span className="text-ink-3">/</span>}
          </a>
        ) : (
          <span {...stop} className={cn(NAME, 'text-ink-2 line-through')}>
            {name}
          </span>
        )}
        {entry.linkTo !== null && (
          <span className="ml-2 break-all font-mono text-ink-3 text-xs">
            {entry.type === 'hardlink' ? '= ' : '→ '}
            <SafeText text={entry.linkTo} />
          </span>
        )}
        <Remarks entry={entry} isLayer={isLayer} isWasted={list === 'wasted'} />
      </div>
    </div>
  )
}

const NAME = cn(rowLinkClass, 'text-xs')

function Remarks({ entry, isLayer, isWasted }: { entry: FileEntry; isLayer: boolean; isWasted: boolean }) {
  const marker = isLayer ? markerWords(entry) : null
  const written = writtenWords(entry)
  return (
    <>
      {isWasted && <span className="block text-2xs text-ink-3 @3xl:hidden">{lostWords(entry)}</span>}
      {marker && <span className="block text-2xs text-ink-2">{marker}</span>}
      {written && (
        <span className="wrap-anywhere block text-2xs text-warn">
          <SafeText text={written} />
        </span>
      )}
    </>
  )
}
