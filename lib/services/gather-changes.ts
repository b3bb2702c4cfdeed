import 'server-only'
import type { WebhookChange } from './webhook-change'

/** One scan to start: what changed in a moment, of one registry and by one person. */
export interface GatheredScan {
  registry: string
  mode: 'quick' | 'verify'
  actor: string | null
  places: { repository: string; tags?: string[] }[]
}

export interface ChangeGatherer {
  add(registry: string, changes: readonly WebhookChange[]): void
  /** Hands out at once what was gathered. */
  flush(): void
}

/** A push of many tags comes as as many events: this quiet, they are over. */
const QUIET_MS = 300
/** Under a storm that never falls quiet. */
const WAIT_MS_MAX = 2_000
const CHANGES_MAX = 2_000

interface Gathered {
  registry: string
  change: WebhookChange
}

/** Gathers changes until they fall quiet, at most two seconds, and hands them out as few scans. */
export function createChangeGatherer(handOut: (scan: GatheredScan) => void): ChangeGatherer {
  let gathered: Gathered[] = []
  let quiet: ReturnType<typeof setTimeout> | undefined
  let limit: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(quiet)
    clearTimeout(limit)
    limit = undefined
    const changes = gathered
    gathered = []
    for (const scan of scansOf(changes)) handOut(scan)
  }
  return {
    flush,
    add(registry, changes) {
      if (changes.length === 0) return
      for (const change of changes) gathered.push({ registry, change })
      if (gathered.length >= CHANGES_MAX) return flush()
      clearTimeout(quiet)
      quiet = setTimeout(flush, QUIET_MS)
      limit ??= setTimeout(flush, WAIT_MS_MAX)
    },
  }
}

/** A repository to verify is verified whole, and its tags are not asked for a second time. */
function scansOf(gathered: readonly Gathered[]): GatheredScan[] {
  const placeOf = ({ registry, change }: Gathered) => `${registry}/${change.repository}`
  const verified = new Set(gathered.filter(({ change }) => change.verify).map(placeOf))
  const scans = new Map<string, Omit<GatheredScan, 'places'> & { tags: Map<string, Set<string>> }>()
  for (const each of gathered) {
    const { registry, change } = each
    if (!change.verify && verified.has(placeOf(each))) continue
    const mode = change.verify ? 'verify' : 'quick'
    const key = JSON.stringify([registry, mode, change.actor])
    const scan = scans.get(key) ?? { registry, mode, actor: change.actor, tags: new Map() }
    scans.set(key, scan)
    const tags = scan.tags.get(change.repository) ?? new Set()
    scan.tags.set(change.repository, change.tag === null ? tags : tags.add(change.tag))
  }
  return [...scans.values()].map(({ tags, ...scan }) => ({
    ...scan,
    places: [...tags].map(([repository, names]) =>
      scan.mode === 'quick' ? { repository, tags: [...names] } : { repository },
    ),
  }))
}
