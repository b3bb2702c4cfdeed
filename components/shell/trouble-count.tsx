'use client'

import { useQuery } from '@tanstack/react-query'
import { overviewQuery } from '@/lib/client/coverage'

/** How many findings are errors, wherever one is; nothing while there are none, or nobody knows. */
export function TroubleCount() {
  const { data } = useQuery({
    ...overviewQuery({ registry: '', match: '' }),
    staleTime: 60_000,
    retry: false,
  })
  const errors = data?.summary.errors ?? 0
  if (errors === 0) return null
  return (
    <span className="font-mono text-2xs text-bad tabular-nums">
      {errors > 9999 ? '9999+' : errors}
      <span className="sr-only"> {errors === 1 ? 'error' : 'errors'}</span>
    </span>
  )
}
