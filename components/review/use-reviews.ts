'use client'

import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { toApiError } from '@/lib/client/api'
import { planQuery } from '@/lib/client/compositions'
import { type Review, reviewOf } from './review-state'
import type { ReviewedTag } from './reviewed-tag'

const PLANS_AT_ONCE = 4

/** The plan of each tag, a few at a time, the first ones first. None is asked for while not `enabled`. */
export function useReviews(items: readonly ReviewedTag[], enabled: boolean): Review[] {
  const [asked, setAsked] = useState(PLANS_AT_ONCE)
  const plans = useQueries({
    queries: items.map((item, place) => ({
      ...planQuery(item.spec),
      enabled: enabled && place < asked,
    })),
  })
  const settled = plans.filter(({ data, error, isFetching }) => (data || error) && !isFetching).length
  if (settled + PLANS_AT_ONCE > asked) setAsked(settled + PLANS_AT_ONCE)
  // A plan that is being made anew is no plan to push by.
  return plans.map(({ data, error, isFetching }) =>
    enabled && isFetching ? { state: 'planning' } : reviewOf(data, error && toApiError(error)),
  )
}
