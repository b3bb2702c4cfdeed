'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toApiError } from '@/lib/client/api'
import { inspectQuery, verifyInspection } from '@/lib/client/inspect'

/** What a reference holds, and Refresh: a look at every child again. What was known stays while that fails. */
export function useInspection(ref: string) {
  const client = useQueryClient()
  const query = useQuery(inspectQuery(ref))
  const verify = useMutation({
    mutationFn: () => verifyInspection(ref),
    onSuccess: async (image) => {
      const { queryKey } = inspectQuery(ref)
      client.setQueryData(queryKey, image)
      // The texts are of the manifest that was there before.
      await client.invalidateQueries({
        queryKey,
        predicate: ({ queryKey: key }) => key.length > queryKey.length,
      })
    },
  })
  const error = verify.error ?? query.error
  return {
    image: query.data ?? null,
    error: error && toApiError(error),
    refresh: () => (query.data ? verify.mutate() : void query.refetch()),
    refreshing: verify.isPending || query.isFetching,
  }
}
