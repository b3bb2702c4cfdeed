'use client'

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { toApiError } from '@/lib/client/api'
import { getTags, knownTagsQuery, type TagsFilter, tagsQuery } from '@/lib/client/tags'
import type { ListTagsResponse, TagRow } from '@/lib/contract/tags'
import { isWhole, knownPages, oldestCheck, type TagPages } from './known-rows'

/** A repository that is gone is gone, whatever was known of it. */
const GONE: ReadonlySet<string> = new Set(['NAME_UNKNOWN', 'REGISTRY_UNKNOWN'])

/** The rows so far, and how to get more of them. Until the registry has answered they are those of the last scan. */
export function useTags(filter: TagsFilter) {
  const query = useInfiniteQuery(tagsQuery(filter))
  const answer = query.isPlaceholderData ? undefined : query.data
  const gone = query.error !== null && GONE.has(toApiError(query.error).code)
  const scanned = useQuery({ ...knownTagsQuery(filter), enabled: !isWhole(answer) && !gone })
  const known = useMemo(
    () => (gone ? undefined : knownPages(answer, scanned.data)),
    [gone, answer, scanned.data],
  )
  const data: TagPages | undefined = known ?? query.data
  // Pages asked for at different moments may overlap: the later answer about a tag counts.
  const rows = useMemo(() => [...rowsByTag(data).values()], [data])
  const last = data?.pages.at(-1)
  return {
    query,
    rows,
    total: last?.total ?? null,
    asOf: last?.asOf ?? null,
    /** When the rows were scanned, where they are not the registry's answer: the oldest of them. */
    knownFrom: known ? oldestCheck(rows) : null,
    progress: query.data?.pages[0]?.progress ?? null,
  }
}

/** Reads every shown page anew, child by child; tells how many tags are not what they were. */
export function useVerifyTags(filter: TagsFilter) {
  const client = useQueryClient()
  const { queryKey } = tagsQuery(filter)
  return useMutation({
    mutationFn: async () => {
      const before = client.getQueryData(queryKey)
      const pages: ListTagsResponse[] = []
      const pageParams: (string | undefined)[] = []
      let cursor: string | undefined
      do {
        const page = await getTags(filter, { cursor, verify: true })
        pages.push(page)
        pageParams.push(cursor)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined && pages.length < (before?.pages.length ?? 1))
      const after = { pages, pageParams }
      client.setQueryData(queryKey, after)
      return before ? changedTags(before, after) : 0
    },
  })
}

function changedTags(before: TagPages, after: TagPages): number {
  const old = rowsByTag(before)
  return [...rowsByTag(after).values()].filter((row) => stateOf(row) !== stateOf(old.get(row.tag))).length
}

const stateOf = (row: TagRow | undefined) =>
  row && [row.digest, row.kind, ...row.platforms.map(({ digest, status }) => `${digest} ${status}`)].join()

const rowsByTag = (data: TagPages | undefined): Map<string, TagRow> =>
  new Map(data?.pages.flatMap((page) => page.items.map((row) => [row.tag, row] as const)))
