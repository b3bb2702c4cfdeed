'use client'

import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { getTags, type TagsFilter, tagsQuery } from '@/lib/client/tags'
import type { ListTagsResponse, TagRow } from '@/lib/contract/tags'

/** The rows so far, and how to get more of them. */
export function useTags(filter: TagsFilter) {
  const query = useInfiniteQuery(tagsQuery(filter))
  const { data } = query
  // Pages asked for at different moments may overlap: the later answer about a tag counts.
  const rows = useMemo(() => [...rowsByTag(data).values()], [data])
  const last = data?.pages.at(-1)
  return {
    query,
    rows,
    total: last?.total ?? null,
    asOf: last?.asOf ?? null,
    progress: data?.pages[0]?.progress ?? null,
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

type Tags = Pick<InfiniteData<ListTagsResponse>, 'pages'>

function changedTags(before: Tags, after: Tags): number {
  const old = rowsByTag(before)
  return [...rowsByTag(after).values()].filter((row) => stateOf(row) !== stateOf(old.get(row.tag))).length
}

const stateOf = (row: TagRow | undefined) =>
  row && [row.digest, row.kind, ...row.platforms.map(({ digest, status }) => `${digest} ${status}`)].join()

const rowsByTag = (data: Tags | undefined): Map<string, TagRow> =>
  new Map(data?.pages.flatMap((page) => page.items.map((row) => [row.tag, row] as const)))
