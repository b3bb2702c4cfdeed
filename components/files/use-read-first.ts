'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toApiError } from '@/lib/client/api'
import { type FilesSource, filesPeekQuery } from '@/lib/client/files'
import type { ReadLayer } from '@/lib/contract/files'
import { isPending, readingTotals } from './layer-words'

/** Bytes that are read without asking: a few seconds for most registries. */
const UNASKED_MAX = 64_000_000

/** Whether layers may be read: small ones and what was read before at once, large ones once somebody says so. */
export function useReadFirst(source: FilesSource, size: number) {
  const key = `${source.ref} ${source.layer}`
  const [agreed, setAgreed] = useState<string | null>(null)
  const isSmall = size <= UNASKED_MAX
  const peek = useQuery({ ...filesPeekQuery(source), enabled: !isSmall && agreed !== key })
  // Of a layer with a table of contents that alone is read.
  const layers = peek.data?.layers.filter(({ toc }) => toc === null) ?? []
  const mayRead = isSmall || agreed === key || (peek.data !== undefined && isCheap(layers))
  return {
    mayRead,
    error: mayRead || !peek.error ? null : toApiError(peek.error),
    retry: () => void peek.refetch(),
    /** What would be read; null until that is known. */
    unread: peek.data ? { size: readingTotals(layers).left, count: layers.filter(isPending).length } : null,
    onRead: () => setAgreed(key),
  }
}

/** Little is left to read, or it is being read already. */
const isCheap = (layers: readonly ReadLayer[]): boolean =>
  readingTotals(layers).left <= UNASKED_MAX || layers.some(({ state }) => state === 'reading')
