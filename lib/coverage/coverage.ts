import type { Digest } from '@/lib/oci/digest'
import { type Platform, platformKey } from '@/lib/oci/platform'
import { formatReference } from '@/lib/oci/reference'
import { compareTags } from '@/lib/oci/tag-order'
import { type CoverageStatus, type CoverageTag, namesPlatform } from './coverage-tag'
import type { Finding } from './finding-table'
import { findingsOf } from './findings'
import { meetsRequirement } from './require'

/** The matrix of one repository: its tags, the platforms they can really be pulled for, and what is wrong. */
export function coverageOf(input: {
  registry: string
  repository: string
  rows: readonly CoverageTag[]
  /** Platforms every image has to have. */
  require: readonly Platform[]
}): Coverage {
  const items = input.rows.map((row) => coverageRow(row, input)).sort((a, b) => compareTags(b.tag, a.tag))
  const count = (severity: Finding['severity']): number =>
    items.reduce(
      (sum, { findings }) => sum + findings.filter((found) => found.severity === severity).length,
      0,
    )
  return {
    items,
    platforms: columnsOf(input.rows, items, input.require),
    summary: {
      tags: items.length,
      complete: items.filter(isComplete).length,
      errors: count('error'),
      warnings: count('warning'),
    },
  }
}

export interface CoverageCell {
  status: CoverageStatus
  digest: Digest
  checkedAt: string
}

export interface CoverageRow {
  ref: string
  tag: string
  digest: Digest | null
  kind: CoverageTag['kind']
  /** Keyed by `platformKey`. */
  cells: Record<string, CoverageCell>
  attestations: number
  findings: Finding[]
}

export interface Coverage {
  /** Newest version first, as the tag table. */
  items: CoverageRow[]
  /** Columns: required ones and those any tag names, most common first. */
  platforms: string[]
  summary: { tags: number; complete: number; errors: number; warnings: number }
}

function coverageRow(
  row: CoverageTag,
  { registry, repository, require }: { registry: string; repository: string; require: readonly Platform[] },
): CoverageRow {
  const ref = formatReference({ registry, repository, tag: row.tag })
  const cells = new Map<string, CoverageCell>()
  for (const { platform, digest, status } of row.platforms) {
    if (!namesPlatform(platform)) continue
    const key = platformKey(platform)
    // Clients take the first of two equal entries; the second is a finding of its own.
    if (!cells.has(key)) cells.set(key, { status, digest, checkedAt: row.checkedAt })
  }
  return {
    ref,
    tag: row.tag,
    digest: row.digest,
    kind: row.kind,
    cells: Object.fromEntries(cells),
    attestations: row.attestations,
    findings: findingsOf(row, ref, require),
  }
}

/** An artifact has no platforms to be complete in. */
const isComplete = ({ kind, findings }: CoverageRow): boolean =>
  kind !== 'artifact' && findings.every(({ severity }) => severity !== 'error')

function columnsOf(
  rows: readonly CoverageTag[],
  items: readonly CoverageRow[],
  require: readonly Platform[],
): string[] {
  const tagsOf = new Map<string, number>()
  for (const { cells } of items) {
    for (const key of Object.keys(cells)) tagsOf.set(key, (tagsOf.get(key) ?? 0) + 1)
  }
  const named = rows.flatMap(({ platforms }) => platforms.map(({ platform }) => platform))
  for (const required of require) {
    // A requirement that any Windows build meets needs no column of its own beside the builds.
    if (!named.some((platform) => meetsRequirement(platform, required))) tagsOf.set(platformKey(required), 0)
  }
  return [...tagsOf].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([key]) => key)
}
