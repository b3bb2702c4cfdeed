import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { OverviewResponse } from '@/lib/contract/coverage-overview'
import { CoverageReport } from '@/lib/contract/coverage-report'
import { apiGet } from './api'

const PAGE_ROWS = 200
/** While a scan reads what is shown and nothing tells of it. */
const POLL_MS = 3000

/** What of the index is looked at; empty: all of it. As in the API. */
export interface CoverageFilter {
  registry: string
  repository: string
  /** Repository glob. */
  match: string
  q: string
  /** `linux/s390x,!linux/arm64`. */
  platform: string
  /** Finding codes, comma separated. */
  finding: string
  missing: boolean
  /** `linux/amd64,linux/s390x`. */
  require: string
}

/** Tags x platforms, a page of 200 tags at a time, from what scans learnt. */
export const coverageQuery = (filter: CoverageFilter) =>
  infiniteQueryOptions({
    queryKey: ['coverage', filter.registry, coverageParams(filter)],
    queryFn: ({ pageParam, signal }) =>
      apiGet(
        'coverage',
        { ...coverageParams(filter), limit: PAGE_ROWS, cursor: pageParam },
        CoverageReport,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // Its registry is not known yet.
    enabled: filter.repository === '' || filter.registry !== '',
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.length === 1 && state.data.pages[0]?.scan ? POLL_MS : false,
  })

/** The filter as the API takes it: what is empty is left out. */
export function coverageParams({ missing, ...texts }: CoverageFilter): Record<string, string> {
  const given = Object.entries(texts).filter(([, text]) => text !== '')
  return { ...Object.fromEntries(given), ...(missing && { missing: 'true' }) }
}

const PREVIEW_ROWS = 1000

/** The first 1,000 tags of a glob, and which of them lack what would be required. */
export const requirementPreviewQuery = (place: { registry: string; match: string; require: string }) =>
  queryOptions({
    queryKey: ['coverage', place.registry, 'preview', place.match, place.require],
    queryFn: ({ signal }) =>
      apiGet(
        'coverage',
        { ...place, registry: place.registry || undefined, limit: PREVIEW_ROWS },
        CoverageReport,
        signal,
      ),
    enabled: place.match !== '' && place.require !== '',
    placeholderData: keepPreviousData,
  })

/** Everything in figures: of all registries, of one, or of the repositories a glob matches. */
export const overviewQuery = ({ registry, match }: { registry: string; match: string }) =>
  queryOptions({
    queryKey: ['overview', registry, match],
    queryFn: ({ signal }) =>
      apiGet(
        'coverage/overview',
        { registry: registry || undefined, match: match || undefined },
        OverviewResponse,
        signal,
      ),
    placeholderData: keepPreviousData,
  })
