import { QueryClient } from '@tanstack/react-query'
import { toApiError } from './api'

/** Answers that may be different a moment later; everything else fails at once and says why. */
const WORTH_A_RETRY: ReadonlySet<string> = new Set([
  'DASHBOARD_UNREACHABLE',
  'REGISTRY_TIMEOUT',
  'REGISTRY_RATE_LIMITED',
])

/** One per browser, one per server render. The server has already retried its calls to the registry. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 1 && WORTH_A_RETRY.has(toApiError(error).code),
      },
    },
  })
}
