import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { type GlyphKind, StatusGlyph } from '@/components/ui/status-glyph'
import type { CoverageRow, Finding } from '@/lib/contract/coverage'
import { FINDING_TABLE } from '@/lib/coverage/finding-table'

const GLYPHS: Record<Finding['severity'], GlyphKind> = { error: 'error', warning: 'warning', info: 'info' }

/** The gravest finding in words; all of them, with what they mean, one press away. */
export function RowFindings({ row }: { row: CoverageRow }) {
  const [first] = row.findings
  if (!first) return <span className="text-ink-3">{wholeInWords(row)}</span>
  const rest = row.findings.length - 1
  return (
    <Popover>
      <PopoverTrigger
        className="flex min-h-6 max-w-80 items-center gap-1.5 rounded-xs text-left decoration-line-strong underline-offset-3 hover:underline"
        aria-label={`Findings of ${row.tag}: ${headline(first)}${rest > 0 ? `, and ${rest} more` : ''}`}
      >
        <StatusGlyph kind={GLYPHS[first.severity]} label={null} />
        <span className="truncate">{headline(first)}</span>
        {rest > 0 && <span className="shrink-0 text-ink-3">+{rest}</span>}
      </PopoverTrigger>
      <PopoverContent align="end" className="w-96" aria-label={`Findings of ${row.tag}`}>
        <ul className="grid gap-2.5">
          {row.findings.map(({ code, severity, platform, message }) => (
            <li key={`${code} ${platform}`} className="flex gap-2">
              <StatusGlyph kind={GLYPHS[severity]} className="mt-1" />
              <span className="min-w-0">
                {message}
                <span className="block text-ink-2 text-xs">{FINDING_TABLE[code].why}</span>
              </span>
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  )
}

function wholeInWords({ kind, cells }: CoverageRow): string {
  if (kind === 'artifact') return 'an artifact: it runs nowhere'
  if (Object.keys(cells).length > 0) return 'complete'
  return kind === 'index' ? 'an empty index: nothing to pull' : 'no platform named'
}

/** Few words for a narrow column. */
function headline({ code, platform }: Finding): string {
  switch (code) {
    case 'PLATFORM_REQUIRED':
      return `needs ${platform}`
    case 'CHILD_MISSING':
      return `${platform ?? 'a child'} is gone`
    case 'CHILD_UNREADABLE':
      return `${platform ?? 'a child'} could not be read`
    case 'PLATFORM_DUPLICATE':
      return `${platform} twice`
    default:
      return FINDING_TABLE[code].title
  }
}
