'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useDebounced } from '@/components/ui/use-debounced'
import { type ApiError, toApiError } from '@/lib/client/api'
import { planQuery } from '@/lib/client/compositions'
import type { PlanResponse, PlanSource } from '@/lib/contract/compositions'

const DEBOUNCE_MS = 250

export interface LivePlan {
  /** The latest plan there is, possibly of an earlier text. */
  plan: PlanResponse | null
  /** True while `plan` does not belong to the text as it stands now. */
  stale: boolean
  /** Why there is no plan for this text. */
  error: ApiError | null
  refresh: () => void
}

/** The plan of the text as it is typed: asked for after a pause, the earlier question called off. */
export function usePlan(text: string, enabled: boolean): LivePlan {
  const seen = useRef(new Map<string, string>())
  const settled = useDebounced(text, DEBOUNCE_MS)
  // Only what still stands there is asked for: an earlier, perhaps broken, text is nobody's question any more.
  const asked = enabled && settled === text && text.trim() !== ''
  const query = useQuery({
    ...planQuery(settled, () => Object.fromEntries(seen.current)),
    enabled: asked,
    placeholderData: keepPreviousData,
  })
  const sources = query.data?.sources
  useEffect(() => remember(seen.current, sources ?? []), [sources])
  const behind = settled !== text || query.isPlaceholderData || query.isFetching
  return {
    plan: text.trim() === '' ? null : (query.data ?? null),
    stale: !enabled || behind,
    error: query.error && !behind ? toApiError(query.error) : null,
    refresh: () => void query.refetch(),
  }
}

/** What each source was when it was first seen. One that is not in the spec any more starts anew when it comes back. */
function remember(seen: Map<string, string>, sources: readonly PlanSource[]): void {
  const refs = new Set(sources.map(({ ref }) => ref))
  for (const ref of seen.keys()) if (!refs.has(ref)) seen.delete(ref)
  for (const { ref, digest } of sources) if (digest && !seen.has(ref)) seen.set(ref, digest)
}
