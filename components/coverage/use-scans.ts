'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLiveScan } from '@/components/live/use-live-scan'
import { toApiError } from '@/lib/client/api'
import { scansQuery, startScan, stopScan } from '@/lib/client/scans'
import type { Scan, ScanMode } from '@/lib/contract/scans'
import { isOpen } from './scan-words'

/**
 * The scans of a registry, or of all when `registry` is empty: the newest, what comes by itself, and the ways to start
 * and stop one. `names`: the registries a new one reads.
 */
export function useScans(registry: string, names: readonly string[]) {
  const client = useQueryClient()
  const query = useQuery(scansQuery(registry))
  const live = useLiveScan(registry || (names[0] ?? ''))
  const items = merged(query.data?.items ?? [], live)
  const renew = () => client.invalidateQueries({ queryKey: ['scans'] })
  const start = useMutation({
    mutationFn: ({ mode, repository }: { mode: ScanMode; repository: string }) =>
      Promise.all(names.map((name) => startScan(name, mode, repository))),
    onSettled: renew,
  })
  const stop = useMutation({ mutationFn: stopScan, onSettled: renew })
  const error = start.error ?? stop.error ?? query.error
  return {
    items,
    /** What people wait for: scans of whole registries, and those somebody asked for. */
    open: items.filter((scan) => isOpen(scan) && (scan.repositories === null || scan.reason === 'person')),
    ended: lastWhole(items),
    due: query.data?.schedule.filter((one) => names.includes(one.registry)) ?? [],
    isPending: query.isPending,
    error: error && toApiError(error),
    start: (mode: ScanMode, repository = '') => start.mutate({ mode, repository }),
    starting: start.isPending,
    stop: (id: string) => stop.mutate(id),
    stopping: stop.isPending,
    retry: () => {
      start.reset()
      stop.reset()
      void query.refetch()
    },
  }
}

export type Scans = ReturnType<typeof useScans>

/** The last finished scan of each whole registry, newest first; none of a registry that is being scanned. */
function lastWhole(items: readonly Scan[]): Scan[] {
  const seen = new Set<string>()
  return items.filter((scan) => {
    if (scan.repositories !== null || seen.has(scan.registry)) return false
    seen.add(scan.registry)
    return !isOpen(scan)
  })
}

/** Events know a scan sooner than the list does, unless the list has been asked since. */
function merged(items: readonly Scan[], live: Scan | null): Scan[] {
  if (live === null) return [...items]
  const known = items.find(({ id }) => id === live.id)
  if (known === undefined) return [live, ...items]
  const further = isOpen(known) && (!isOpen(live) || live.progress.checked >= known.progress.checked)
  return items.map((scan) => (scan === known && further ? live : scan))
}
