import type { Route } from 'next'
import {
  activityPath,
  comparePath,
  composePath,
  coveragePath,
  homePath,
  lockstepPath,
  searchPath,
  suggestionsPath,
} from '@/lib/routes'

export interface Place {
  name: string
  path: Route
  /** Whether a page at this pathname belongs to the place. */
  owns: (pathname: string) => boolean
}

const BESIDES: readonly Place[] = [
  {
    name: 'Compose',
    path: composePath(),
    owns: (pathname) => pathname === composePath() || pathname === suggestionsPath(),
  },
  {
    name: 'Coverage',
    path: coveragePath(),
    owns: (pathname) => pathname === coveragePath() || pathname === lockstepPath(),
  },
  { name: 'Search', path: searchPath(), owns: (pathname) => pathname === searchPath() },
  { name: 'Compare', path: comparePath(), owns: (pathname) => pathname === comparePath() },
  { name: 'Activity', path: activityPath(), owns: (pathname) => pathname === activityPath() },
]

/** The places of the frame; the palette offers the same. What is no other place's belongs to browsing. */
export const PLACES: readonly Place[] = [
  { name: 'Browse', path: homePath(), owns: (pathname) => !BESIDES.some(({ owns }) => owns(pathname)) },
  ...BESIDES,
]
