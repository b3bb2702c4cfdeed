'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useDebounced } from '@/components/ui/use-debounced'
import { toApiError } from '@/lib/client/api'
import { compareFilesQuery, isStillReading } from '@/lib/client/compare-files'

const TYPING_MS = 250
export const FILE_CHANGES = ['removed', 'added', 'changed'] as const

/** Whole references of two images, by digest. */
export interface ComparedImages {
  a: string
  b: string
}

/** Files of two images, once somebody asked for them; what of them is looked at stands in the address. */
export function useComparedFiles({ a, b }: ComparedImages) {
  const [view, setView] = useQueryStates({
    files: parseAsBoolean.withDefault(false),
    by: parseAsStringLiteral(['files', 'folders']).withDefault('files'),
    path: parseAsString.withDefault(''),
    change: parseAsStringLiteral(FILE_CHANGES),
    find: parseAsString.withDefault(''),
  })
  const q = useDebounced(view.find.trim(), TYPING_MS)
  const { by, path, change } = view
  const list = by === 'files' ? { ...(change && { change }), ...(q && { q }) } : {}
  const query = useInfiniteQuery({
    ...compareFilesQuery({ a, b, view: by, path, ...list }),
    enabled: view.files,
  })
  const first = query.data?.pages[0] ?? null
  return {
    view,
    setView,
    query,
    first,
    reading: isStillReading(query.data),
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    error: query.error && toApiError(query.error),
  }
}

export type ComparedFilesState = ReturnType<typeof useComparedFiles>
