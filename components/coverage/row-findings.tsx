'use client'

import { useState } from 'react'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { Finding } from '@/lib/contract/coverage'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import { counted } from './cell-state'
import { FindingList } from './finding-list'
import { byGravity, FINDING_GLYPHS, findingHeadline, wholeInWords } from './finding-words'
import { IgnoreDialog } from './ignore-dialog'

/** The gravest finding in words; all of them, with what they mean and what to do, one press away. */
export function RowFindings({ row }: { row: CoverageReportRow }) {
  const [open, setOpen] = useState(false)
  const [ignoring, setIgnoring] = useState<Finding | null>(null)
  const [first, ...rest] = byGravity(counted(row.findings))
  const ignored = row.findings.length - rest.length - (first ? 1 : 0)
  if (row.findings.length === 0) return <span className="text-ink-3">{wholeInWords(row)}</span>
  const words = first ? findingHeadline(first) : wholeInWords(row)
  const also = [rest.length > 0 && `${rest.length} more`, ignored > 0 && `${ignored} ignored`].filter(Boolean)
  const ignore = (finding: Finding) => {
    setOpen(false)
    setIgnoring(finding)
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        className="flex min-h-6 w-full items-center gap-1.5 rounded-xs text-left decoration-line-strong underline-offset-3 hover:underline"
        aria-label={`Findings of ${row.tag}: ${[words, ...also].join(', and ')}`}
      >
        {first && <StatusGlyph kind={FINDING_GLYPHS[first.severity]} label={null} />}
        <span className={first ? 'truncate' : 'truncate text-ink-3'}>{words}</span>
        {rest.length > 0 && <span className="shrink-0 text-ink-3">+{rest.length}</span>}
        {ignored > 0 && <span className="shrink-0 text-ink-3">{ignored} ignored</span>}
      </PopoverTrigger>
      <PopoverContent align="end" className="w-104" aria-label={`Findings of ${row.tag}`}>
        <FindingList row={row} onIgnore={ignore} />
      </PopoverContent>
      {ignoring && <IgnoreDialog row={row} finding={ignoring} onClose={() => setIgnoring(null)} />}
    </Popover>
  )
}
