import { osVersionLabel, platformLabel } from '@/components/platform/platform-label'
import { type Platform, parsePlatform } from '@/lib/oci/platform'

/** Pixels, of the table's fixed layout: columns out of sight must be as wide as those in sight. */
export const ROW_HEIGHT = 30
const CELL_MIN = 58
const LETTER = 6.7
const CELL_MARGIN = 12

export interface MatrixWidths {
  tag: number
  attestations: number
  findings: number
  /** On a narrow screen findings scroll along, or nothing else would be seen. */
  pinFindings: boolean
}

export function matrixWidths(region: number): MatrixWidths {
  if (region < 720) return { tag: 132, attestations: 40, findings: 232, pinFindings: false }
  return { tag: 232, attestations: 40, findings: 240, pinFindings: true }
}

/** Glyph and name, and a line for the release where any column has one: it must not jump when that scrolls away. */
export const headHeight = (platforms: readonly string[]): number =>
  platforms.some((key) => platformOf(key)?.['os.version'] !== undefined) ? 62 : 46

/** A column is as wide as its name. */
export function columnWidth(key: string): number {
  const platform = platformOf(key)
  const names = platform ? [platformLabel(platform), osVersionLabel(platform) ?? ''] : [key]
  return Math.max(CELL_MIN, Math.ceil(Math.max(...names.map(({ length }) => length)) * LETTER) + CELL_MARGIN)
}

/** A column is a normalised specifier, so it parses; a name that does not is shown as it is. */
export function platformOf(key: string): Platform | null {
  const parsed = parsePlatform(key)
  return parsed.ok ? parsed.value : null
}
