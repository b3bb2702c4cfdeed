import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { LockstepResponse, type OutOfStep } from '@/lib/contract/history'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { apiGet } from './api'

const PAGE_ROWS = 200

export interface LockstepScope {
  /** Empty: all registries. */
  registry: string
  /** Empty: all repositories. */
  repository: string
}

/** Composed tags whose sources have moved since, a page at a time. */
export const lockstepQuery = (scope: LockstepScope) =>
  infiniteQueryOptions({
    queryKey: ['lockstep', scope.registry, scope.repository],
    queryFn: ({ pageParam, signal }) => getLockstep(scope, { cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

/** What moved under one tag; null while it is in step, or was not composed here. */
export const outOfStepQuery = (tag: Reference) => {
  const { registry, repository } = tag
  const ref = formatReference(tag)
  return queryOptions({
    queryKey: ['lockstep', registry, repository, ref],
    queryFn: async ({ signal }): Promise<OutOfStep | null> => {
      let cursor: string | undefined
      do {
        const page = await getLockstep({ registry, repository }, { cursor, signal })
        const found = page.items.find((item) => item.ref === ref)
        if (found) return found
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return null
    },
  })
}

interface PageOptions {
  cursor: string | undefined
  signal: AbortSignal
}

function getLockstep({ registry, repository }: LockstepScope, { cursor, signal }: PageOptions) {
  const query = {
    registry: registry || undefined,
    repository: repository || undefined,
    limit: PAGE_ROWS,
    cursor,
  }
  return apiGet('lockstep', query, LockstepResponse, signal)
}
