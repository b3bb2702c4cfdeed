'use client'

import { useSearchParams } from 'next/navigation'
import { createSerializer, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { MouseEvent } from 'react'
import { useDebounced } from '@/components/ui/use-debounced'
import { FILE_SEARCH_LENGTH_MAX, type FilesFilter, type FilesSource } from '@/lib/client/files'

const TYPING_MS = 180

/** What is listed: a folder, or the largest of everything. */
export const FILE_LISTS = ['folder', 'biggest', 'folders', 'wasted'] as const
export type FileListName = (typeof FILE_LISTS)[number]

const PARAMS = {
  /** A layer's digest; without it the whole image. */
  layer: parseAsString,
  path: parseAsString.withDefault(''),
  list: parseAsStringLiteral(FILE_LISTS).withDefault('folder'),
  find: parseAsString.withDefault(''),
}
const addressOf = createSerializer(PARAMS)

export type FilesChange = {
  layer?: string | null
  path?: string | null
  list?: FileListName | null
  find?: string | null
}

/** Where in the files of an image somebody is, kept in the address: every folder, file and list has a link. */
export function useFilesView(layers: readonly { digest: string }[]) {
  const [params, setParams] = useQueryStates(PARAMS, { history: 'push' })
  const search = useSearchParams()
  const typed = params.find.trim().slice(0, FILE_SEARCH_LENGTH_MAX)
  const settled = useDebounced(typed, TYPING_MS)
  // Who leaves a search is not to wait for it: it would be one in the next place.
  const q = typed === '' ? '' : settled
  // Nothing is wasted in one layer by itself.
  const whole = (change: FilesChange): FilesChange =>
    change.layer && params.list === 'wasted' ? { list: null, ...change } : change
  const go = (change: FilesChange) => void setParams(whole(change))
  return {
    ...params,
    layerOf: (place: number) => layers[place]?.digest,
    /** The text to look for, once nobody has typed for a moment. */
    q,
    go,
    setFind: (find: string) => void setParams({ find: find === '' ? null : find }, { history: 'replace' }),
    filterOf: (source: FilesSource): FilesFilter => ({
      ...source,
      view: params.list === 'folder' && q !== '' ? 'search' : params.list,
      path: params.path,
      ...(q !== '' && { q }),
    }),
    /** For an `<a>`: the address of another place, gone to without loading the page again. */
    linkTo: (change: FilesChange, then?: () => void) => ({
      href: addressOf(search, whole(change)) || '?',
      onClick: (event: MouseEvent) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(change)
        then?.()
      },
    }),
  }
}

export type FilesView = ReturnType<typeof useFilesView>

/** The way to a folder or a file, out of any list. */
export const toPath = (path: string): FilesChange => ({
  path: path === '' ? null : path,
  list: null,
  find: null,
})
