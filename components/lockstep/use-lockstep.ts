'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { lockstepQuery } from '@/lib/client/lockstep'
import { registriesQuery } from '@/lib/client/registries'
import type { OutOfStep } from '@/lib/contract/history'
import { parseReference } from '@/lib/oci/reference'

/** Tags that are out of step, of the places the query string names, and which of them can be pushed from here. */
export function useLockstep() {
  const [view, setView] = useQueryStates({
    registry: parseAsString.withDefault(''),
    repository: parseAsString.withDefault(''),
  })
  const query = useInfiniteQuery(lockstepQuery(view))
  const registries = useQuery(registriesQuery()).data?.items ?? []
  const { data } = query
  // Pages asked for at different moments may overlap: the later answer about a tag counts.
  const items = useMemo(
    () => [...new Map(data?.pages.flatMap((page) => page.items.map((item) => [item.ref, item]))).values()],
    [data],
  )
  return {
    query,
    items,
    asOf: data?.pages.at(-1)?.asOf ?? null,
    registries,
    view,
    setRegistry: (registry: string | null) => void setView({ registry, repository: null }),
    leaveRepository: () => void setView({ repository: null }),
    /** Why nothing can be pushed to where the tag is, or null. */
    readOnlyReason: ({ ref }: OutOfStep): string | null => {
      const parsed = parseReference(ref)
      const home = registries.find(({ name }) => parsed.ok && name === parsed.value.registry)
      return home?.readOnlyReason ?? null
    },
  }
}

export type Lockstep = ReturnType<typeof useLockstep>
