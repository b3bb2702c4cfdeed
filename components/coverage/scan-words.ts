import type { Scan, ScanMode } from '@/lib/contract/scans'

export const SCAN_MODES: readonly { mode: ScanMode; name: string; what: string }[] = [
  {
    mode: 'quick',
    name: 'Quick scan',
    what: 'Asks once for each tag and reads only what has changed. Misses children deleted under an unchanged tag.',
  },
  {
    mode: 'verify',
    name: 'Verify scan',
    what: 'Also asks again for every child and its config, since those can vanish under an unchanged index.',
  },
  {
    mode: 'deep',
    name: 'Deep scan',
    what: 'Also asks for every layer. Thorough, and many requests: best on one repository, or overnight.',
  },
]

export const scanName = (mode: ScanMode): string =>
  SCAN_MODES.find((one) => one.mode === mode)?.name ?? 'Scan'

/** What the scan reads: the registry, or the repositories it was asked for. */
export function scanPlace({ registry, repositories }: Pick<Scan, 'registry' | 'repositories'>): string {
  const [first, ...rest] = repositories ?? []
  if (first === undefined) return registry
  return rest.length === 0 ? `${registry}/${first}` : `${registry}: ${rest.length + 1} repositories`
}

const REASONS: Record<Scan['reason'], string> = {
  person: 'Asked for',
  schedule: 'By schedule',
  webhook: 'The registry told of a change',
  push: 'After a push',
  gate: 'For a pipeline',
}

/** Why it runs, and who asked. */
export const scanReason = ({ reason, actor }: Pick<Scan, 'reason' | 'actor'>): string =>
  reason === 'person' || reason === 'push' ? `${REASONS[reason]} by ${actor}` : REASONS[reason]

export const isOpen = ({ state }: Pick<Scan, 'state'>): boolean => state === 'waiting' || state === 'running'

/** How far a scan is: "1,204 of 5,214 tags checked". While repositories are still being found, totals only grow. */
export function checkedInWords({ progress }: Pick<Scan, 'progress'>): string {
  const { listed, tags, checked, repositories } = progress
  if (!listed && tags === 0)
    return repositories === 0
      ? 'looking for repositories'
      : `${plural(repositories, 'repository', 'repositories')} found`
  return `${figure(checked)} of ${listed ? '' : 'at least '}${plural(tags, 'tag', 'tags')} checked`
}

/** What came of it so far, without what did not. */
export function foundInWords({ progress: { changed, errors } }: Pick<Scan, 'progress'>): string {
  const parts = [`${figure(changed)} changed`]
  if (errors > 0) parts.push(plural(errors, 'error', 'errors'))
  return parts.join(', ')
}

/** "about 40 seconds left"; empty while nobody can tell. */
export function leftInWords(seconds: number | null): string {
  if (seconds === null) return ''
  if (seconds < 5) return 'almost done'
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} seconds left`
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} minutes left`
  return `about ${Math.round(seconds / 3600)} hours left`
}

/** How long a finished scan took. */
export function tookInWords({ startedAt, finishedAt }: Pick<Scan, 'startedAt' | 'finishedAt'>): string {
  if (startedAt === null || finishedAt === null) return ''
  const seconds = Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

const figure = (count: number) => count.toLocaleString('en')
const plural = (count: number, one: string, many: string) => `${figure(count)} ${count === 1 ? one : many}`
