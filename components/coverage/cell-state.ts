import type { CoverageRow, Finding } from '@/lib/contract/coverage'
import { meetsRequirement } from '@/lib/coverage/require'
import { parsePlatform } from '@/lib/oci/platform'

/**
 * What the matrix draws for one tag under one platform. `lost`: an earlier digest of the tag, or the release before
 * it, had it. `required`: it is not there and has to be. `unknown`: the tag itself could not be read. `absent`: the
 * tag does not offer it, and nobody asked for it.
 */
export type CellState = 'present' | 'missing' | 'unreadable' | 'lost' | 'required' | 'unknown' | 'absent'

export function cellState(row: CoverageRow, platform: string): CellState {
  const cell = row.cells[platform]
  if (cell) return cell.status
  if (speaksOf(row, 'PLATFORM_LOST', platform)) return 'lost'
  if (speaksOf(row, 'PLATFORM_REQUIRED', platform)) return 'required'
  return row.findings.some(({ code }) => code === 'TAG_UNREADABLE') ? 'unknown' : 'absent'
}

/** Findings that count: one somebody chose to live with is no trouble of the cell. */
export const counted = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ ignored }) => ignored === undefined)

/** The columns the server names, and those only a finding speaks of. */
export function matrixColumns(platforms: readonly string[], rows: readonly CoverageRow[]): string[] {
  const columns = new Set(platforms)
  for (const { findings } of rows) {
    for (const { code, platform } of findings) {
      if (platform === undefined || !ABSENT.has(code) || columns.has(platform)) continue
      if (![...columns].some((column) => meets(column, platform))) columns.add(platform)
    }
  }
  return [...columns]
}

const ABSENT: ReadonlySet<string> = new Set(['PLATFORM_LOST', 'PLATFORM_REQUIRED'])

function speaksOf(row: CoverageRow, wanted: Finding['code'], column: string): boolean {
  return row.findings.some(
    ({ code, platform, ignored }) =>
      code === wanted &&
      ignored === undefined &&
      platform !== undefined &&
      (platform === column || meets(column, platform)),
  )
}

/** A requirement of windows/amd64 is felt in the column of every build. */
function meets(column: string, platform: string): boolean {
  const offered = parsePlatform(column)
  const required = parsePlatform(platform)
  return offered.ok && required.ok && meetsRequirement(offered.value, required.value)
}
