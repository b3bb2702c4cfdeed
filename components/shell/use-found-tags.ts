'use client'

import { useQuery } from '@tanstack/react-query'
import { useDebounced } from '@/components/ui/use-debounced'
import { firstHitsQuery } from '@/lib/client/search'
import type { Reference } from '@/lib/oci/reference'

const SHOWN_MAX = 6

/** The first tags that match what is typed, of all that was scanned. Where the query cannot be read there are none. */
export function useFoundTags(typed: string): Reference[] {
  const text = useDebounced(typed, 120)
  const { data } = useQuery(firstHitsQuery(text, SHOWN_MAX))
  if (typed === '' || !data) return []
  return data.items.map(({ registry, repository, tag }) => ({ registry, repository, tag }))
}
