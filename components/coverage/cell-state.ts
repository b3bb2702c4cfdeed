import type { CoverageRow } from '@/lib/contract/coverage'
import { meetsRequirement } from '@/lib/coverage/require'
import { parsePlatform } from '@/lib/oci/platform'

/**
 * What the matrix draws for one tag under one platform. `required`: it is not there and has to be.
 * `unknown`: the tag itself could not be read. `absent`: the tag does not offer it, and nobody asked for it.
 */
export type CellState = 'present' | 'missing' | 'unreadable' | 'required' | 'unknown' | 'absent'

export function cellState(row: CoverageRow, platform: string): CellState {
  const cell = row.cells[platform]
  if (cell) return cell.status
  if (lacksRequired(row, platform)) return 'required'
  return row.findings.some(({ code }) => code === 'TAG_UNREADABLE') ? 'unknown' : 'absent'
}

/** Whether something of the row is gone, unread or asked for and not there. */
export function hasGap(row: CoverageRow): boolean {
  return row.findings.some(({ code }) => GAPS.has(code))
}

const GAPS: ReadonlySet<string> = new Set([
  'PLATFORM_REQUIRED',
  'CHILD_MISSING',
  'CHILD_UNREADABLE',
  'TAG_MISSING',
  'TAG_UNREADABLE',
])

/** A requirement of windows/amd64 is felt in the column of every build. */
function lacksRequired(row: CoverageRow, platform: string): boolean {
  const column = parsePlatform(platform)
  return row.findings.some((finding) => {
    if (finding.code !== 'PLATFORM_REQUIRED' || finding.platform === undefined) return false
    if (finding.platform === platform) return true
    const required = parsePlatform(finding.platform)
    return column.ok && required.ok && meetsRequirement(column.value, required.value)
  })
}
