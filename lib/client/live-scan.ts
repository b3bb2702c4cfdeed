import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Scan } from '@/lib/contract/scans'

/** The newest scan of a registry events told of, as it stands; null until one does. Never asked for. */
export const liveScanQuery = (registry: string) =>
  queryOptions<Scan | null>({
    queryKey: ['live-scan', registry],
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
