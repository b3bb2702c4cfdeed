'use client'

import { formatBytes } from '@/components/ui/format-bytes'
import type { FilesResponse } from '@/lib/contract/files'
import type { ShownList } from './files-list'
import { countWords, shareWords } from './layer-words'
import type { FilesView } from './use-files-view'

interface FilesSummaryProps {
  page: FilesResponse
  view: FilesView
  list: ShownList
}

/** How much there is, and how much of it nobody will ever see. */
export function FilesSummary({ page: { summary, folder }, view, list }: FilesSummaryProps) {
  if (!summary) return null
  const { files, folders, size, wasted } = summary
  const unpacked = size + wasted
  return (
    <div className="mb-1 text-ink-2">
      <p>
        {view.layer === null ? 'The whole image' : 'The layer'}: {countWords(files, 'file')} in{' '}
        {countWords(folders, 'folder')}, {formatBytes(size)}
        {wasted > 0 && list !== 'wasted' && (
          <>
            {' · '}
            <a
              {...view.linkTo({ list: 'wasted', path: null, find: null })}
              className="inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-3 hover:decoration-ink"
            >
              {formatBytes(wasted)} wasted
            </a>
          </>
        )}
        {folder && folder.path !== '' && list === 'folder' && folder.files !== null && (
          <span className="block sm:inline">
            <span className="hidden sm:inline"> · </span>
            this folder: {countWords(folder.files, 'file')}, {formatBytes(folder.size)}
          </span>
        )}
      </p>
      {list === 'wasted' && wasted > 0 && (
        <p className="font-medium text-ink">
          The layers unpack to {formatBytes(unpacked)}, and {formatBytes(wasted)} of that (
          {shareWords(wasted, unpacked)}) is deleted or replaced by layers above: every pull fetches it for
          nothing.
        </p>
      )}
      {list === 'search' && folder && folder.path !== '' && (
        <p>
          Found below /{folder.path}.{' '}
          <a
            {...view.linkTo({ path: null })}
            className="inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-3 hover:decoration-ink"
          >
            Search everywhere
          </a>
        </p>
      )}
    </div>
  )
}
