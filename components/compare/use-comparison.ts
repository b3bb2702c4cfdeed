'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryStates } from 'nuqs'
import { toApiError } from '@/lib/client/api'
import { compareQuery } from '@/lib/client/compare'

/** What is compared, as it stands in the address, and what came of it. */
export function useComparison() {
  const [view, setView] = useQueryStates({
    a: parseAsString.withDefault(''),
    b: parseAsString.withDefault(''),
    platformA: parseAsString,
    platformB: parseAsString,
  })
  const { a, b, platformA, platformB } = view
  const query = useQuery(
    compareQuery({ a, b, platformA: platformA ?? undefined, platformB: platformB ?? undefined }),
  )
  return {
    view,
    query,
    error: query.error && toApiError(query.error),
    /** A side of another image; what is asked of it stays. */
    setSide: (side: Side, reference: string) => void setView({ [side]: reference }, { history: 'push' }),
    /** Null: whatever is most worth a look. */
    setPair: (pair: { platformA: string | null; platformB: string | null }) => void setView(pair),
    swap: () => void setView({ a: b || null, b: a || null, platformA: platformB, platformB: platformA }),
  }
}

export type Comparison = ReturnType<typeof useComparison>
export type Side = 'a' | 'b'
