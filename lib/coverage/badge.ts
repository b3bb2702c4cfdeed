import type { Presence } from './facts'
import type { FindingSeverity } from './finding-table'

/** One tag as the index knows it, as far as a badge tells of it. */
export interface TagAtGlance {
  /** Whether the tag itself answered. */
  state: Presence
  cells: Record<string, { status: Presence }>
  /** Those that count. */
  findings: readonly { code: string; severity: FindingSeverity; platform: string | null }[]
}

export interface Badge {
  label: string
  message: string
  tone: 'good' | 'warning' | 'bad' | 'unknown'
}

/** Names shown one by one at most; more are counted. */
const NAMES_MAX = 4
const PLATFORM_GONE = new Set(['PLATFORM_REQUIRED', 'PLATFORM_LOST', 'CHILD_MISSING'])

export const UNKNOWN_BADGE: Badge = { label: 'platforms', message: 'unknown', tone: 'unknown' }

/** The words of a tag's badge. `lacking`: platforms asked for that it cannot be pulled for. */
export function badgeOf(tag: TagAtGlance, lacking: readonly string[]): Badge {
  if (tag.state === 'missing') return { label: 'platforms', message: 'tag is gone', tone: 'bad' }
  if (tag.state === 'unreadable') return UNKNOWN_BADGE
  const gone = new Set([...lacking, ...tag.findings.filter(isGone).map(({ platform }) => platform ?? '')])
  if (gone.size > 0) return { label: 'coverage', message: goneWords([...gone]), tone: 'bad' }
  const errors = tag.findings.filter(({ severity }) => severity === 'error').length
  if (errors > 0) return { label: 'coverage', message: plural(errors, 'problem'), tone: 'bad' }
  const present = Object.keys(tag.cells).filter((key) => tag.cells[key]?.status === 'present')
  if (present.length === 0) return { label: 'platforms', message: 'none', tone: 'unknown' }
  const tone = tag.findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'good'
  return { label: 'platforms', message: presentWords(present), tone }
}

const isGone = ({ code, severity }: { code: string; severity: FindingSeverity }) =>
  severity === 'error' && PLATFORM_GONE.has(code)

function goneWords(platforms: string[]): string {
  const [only] = platforms
  return platforms.length === 1 && only ? `${shortName(only)} missing` : `${platforms.length} missing`
}

function presentWords(platforms: string[]): string {
  if (platforms.length > NAMES_MAX) return plural(platforms.length, 'platform')
  return platforms.map(shortName).join(' ')
}

/** Linux goes without saying. */
const shortName = (platform: string): string => platform.replace(/^linux\//, '').slice(0, 40)

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
