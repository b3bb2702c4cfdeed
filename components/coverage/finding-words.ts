import type { GlyphKind } from '@/components/ui/status-glyph'
import type { CoverageRow, Finding } from '@/lib/contract/coverage'
import { FINDING_TABLE } from '@/lib/coverage/finding-table'

export const FINDING_GLYPHS: Record<Finding['severity'], GlyphKind> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
}

/** Few words for a narrow column. */
export function findingHeadline({ code, platform }: Finding): string {
  switch (code) {
    case 'PLATFORM_REQUIRED':
      return `needs ${platform}`
    case 'PLATFORM_LOST':
      return `lost ${platform ?? 'a platform'}`
    case 'CHILD_MISSING':
      return `${platform ?? 'a child'} is gone`
    case 'CHILD_UNREADABLE':
      return `${platform ?? 'a child'} could not be read`
    case 'PLATFORM_MISDECLARED':
      return `${platform ?? 'an entry'} is another platform`
    case 'PLATFORM_DUPLICATE':
      return `${platform} twice`
    case 'SOURCE_MOVED':
      return 'out of step'
    default:
      return FINDING_TABLE[code].title
  }
}

/** What is said of a tag without trouble. */
export function wholeInWords({ kind, cells }: Pick<CoverageRow, 'kind' | 'cells'>): string {
  if (kind === 'artifact') return 'an artifact: it runs nowhere'
  if (Object.keys(cells).length > 0) return 'complete'
  return kind === 'index' ? 'an empty index: nothing to pull' : 'no platform named'
}

const RANK: Record<Finding['severity'], number> = { error: 0, warning: 1, info: 2 }

/** The gravest first; in the order told among equals. */
export const byGravity = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
