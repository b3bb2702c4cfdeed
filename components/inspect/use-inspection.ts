'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toApiError } from '@/lib/client/api'
import { inspectQuery, verifyInspection } from '@/lib/client/inspect'
import type { InspectResponse } from '@/lib/contract/inspect'

/** What a reference holds, and Refresh: a look at every child again. What was known stays while that fails. */
export function useInspection(ref: string) {
  const client = useQueryClient()
  const query = useQuery({ ...inspectQuery(ref), select: withOwnPlatform })
  const verify = useMutation({
    mutationFn: async () => {
      const image = await verifyInspection(ref)
      return { image, changed: query.data !== undefined && stateOf(image) !== stateOf(query.data) }
    },
    onSuccess: async ({ image }) => {
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
    /** Whether the last Refresh found anything else than was shown; null before one. */
    changed: verify.data?.changed ?? null,
    refreshing: verify.isPending || query.isFetching,
  }
}

const stateOf = ({ digest, platforms }: InspectResponse): string =>
  [digest, ...platforms.map((child) => `${child.digest} ${child.status} ${child.config?.status}`)].join()

/** An image outside of an index declares its platform nowhere but in its config. */
function withOwnPlatform(image: InspectResponse): InspectResponse {
  if (image.kind !== 'image') return image
  const platforms = image.platforms.map((child) => ({
    ...child,
    platform: child.platform ?? child.config?.platform ?? null,
  }))
  return { ...image, platforms }
}
