'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toApiError } from '@/lib/client/api'
import { addPolicy, ignoresQuery, policiesQuery, removeIgnore, removePolicy } from '@/lib/client/policies'

/** What tags have to have, what is ignored, and the ways to change either. */
export function usePolicies() {
  const client = useQueryClient()
  const policies = useQuery(policiesQuery())
  const ignores = useQuery(ignoresQuery())
  const onSettled = () =>
    Promise.all(
      ['policies', 'ignores', 'coverage', 'overview'].map((noun) =>
        client.invalidateQueries({ queryKey: [noun] }),
      ),
    )
  const add = useMutation({ mutationFn: addPolicy, onSettled })
  const remove = useMutation({ mutationFn: removePolicy, onSettled })
  const endIgnore = useMutation({ mutationFn: removeIgnore, onSettled })
  const failed = policies.error ?? ignores.error ?? remove.error ?? endIgnore.error
  return {
    policies: policies.data?.items ?? null,
    ignores: ignores.data?.items ?? null,
    error: failed && toApiError(failed),
    retry: () => {
      remove.reset()
      endIgnore.reset()
      void policies.refetch()
      void ignores.refetch()
    },
    add,
    remove: (id: string) => remove.mutate(id),
    endIgnore: (id: string) => endIgnore.mutate(id),
    changing: remove.isPending || endIgnore.isPending,
  }
}

export type Policies = ReturnType<typeof usePolicies>
