'use client'

import { cn } from '@/components/ui/cn'
import { SearchInput } from '@/components/ui/search-input'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import { FILE_SEARCH_LENGTH_MAX } from '@/lib/client/files'
import { ChangeMark } from './change-mark'
import { CHANGE_WORDS, countWord } from './change-words'
import { FileDifferenceList } from './file-difference-list'
import { FolderSizes } from './folder-sizes'
import { FolderTrail } from './folder-trail'
import { SizeDifference } from './size-difference'
import { type ComparedFilesState, type ComparedImages, FILE_CHANGES } from './use-compared-files'

/** What differs between the files of both, as a list, or as the sizes of folders. */
export function FileDifferences({ files, images }: { files: ComparedFilesState; images: ComparedImages }) {
  const { view, setView, query } = files
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <FilesSummary files={files} />
      <div className="flex flex-wrap items-center gap-2">
        <ToggleGroup
          type="single"
          aria-label="Show files or folders"
          value={view.by}
          onValueChange={(by) => by !== '' && void setView({ by: by === 'folders' ? 'folders' : 'files' })}
        >
          <ToggleGroupItem value="files">Files</ToggleGroupItem>
          <ToggleGroupItem value="folders">Size by folder</ToggleGroupItem>
        </ToggleGroup>
        {view.by === 'files' && <ListFilter files={files} />}
      </div>
      {(view.by === 'folders' || view.path !== '') && (
        <FolderTrail path={view.path} onOpen={(path) => void setView({ path: path || null })} />
      )}
      <div className={cn(query.isPlaceholderData && 'opacity-60')}>
        {view.by === 'files' ? (
          <FileDifferenceList files={files} images={images} />
        ) : (
          <FolderSizes files={files} />
        )}
      </div>
    </div>
  )
}

function FilesSummary({ files: { first } }: { files: ComparedFilesState }) {
  const summary = first?.summary
  if (!summary) return null
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-xs">
      {FILE_CHANGES.map((change) => (
        <span key={change} className="inline-flex items-center gap-1">
          <ChangeMark change={change} />
          {summary[change].toLocaleString('en')} <span aria-hidden>{countWord(change, summary[change])}</span>
        </span>
      ))}
      <span>{summary.same.toLocaleString('en')} the same</span>
      <span>
        unpacked <SizeDifference a={0} b={summary.bytes} />
      </span>
    </p>
  )
}

function ListFilter({ files: { view, setView } }: { files: ComparedFilesState }) {
  return (
    <>
      <ToggleGroup
        type="single"
        aria-label="Which changes"
        value={view.change ?? 'all'}
        onValueChange={(next) =>
          next !== '' && void setView({ change: FILE_CHANGES.find((change) => change === next) ?? null })
        }
      >
        <ToggleGroupItem value="all">All</ToggleGroupItem>
        {FILE_CHANGES.map((change) => (
          <ToggleGroupItem key={change} value={change}>
            {CHANGE_WORDS[change]}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      <SearchInput
        label="Filter by path"
        value={view.find}
        maxLength={FILE_SEARCH_LENGTH_MAX}
        spellCheck={false}
        onValueChange={(find) => void setView({ find: find === '' ? null : find })}
      />
    </>
  )
}
