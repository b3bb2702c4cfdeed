'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useDebounced } from '@/components/ui/use-debounced'
import type { TagsFilter } from '@/lib/client/tags'
import { TagSort } from '@/lib/contract/tags'
import { formatPlatformFilter, type PlatformFilter, parsePlatformFilter } from './platform-filter'

const TYPING_MS = 180

const PARAMS = {
  q: parseAsString.withDefault(''),
  platform: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(TagSort.options).withDefault('-name'),
}

/** Filter and order of the tag table, kept in the address: what a person sees has a link. */
export function useTagFilter(registry: string, repository: string) {
  const [params, setParams] = useQueryStates(PARAMS)
  const q = useDebounced(params.q.trim(), TYPING_MS)
  const filter: TagsFilter = {
    registry,
    repository,
    sort: params.sort,
    ...(q !== '' && { q }),
    ...(params.platform !== '' && { platform: params.platform }),
  }
  return {
    filter,
    text: params.q,
    sort: params.sort,
    platforms: parsePlatformFilter(params.platform),
    narrowed: q !== '' || params.platform !== '',
    setText: (text: string) => void setParams({ q: text === '' ? null : text }),
    setSort: (sort: TagSort) => void setParams({ sort }),
    setPlatforms: (platforms: PlatformFilter) =>
      void setParams({ platform: platforms.size === 0 ? null : formatPlatformFilter(platforms) }),
    clear: () => void setParams({ q: null, platform: null }),
  }
}

export type TagFilterState = ReturnType<typeof useTagFilter>
