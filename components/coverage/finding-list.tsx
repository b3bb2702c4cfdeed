'use client'

import { Wrench } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { Finding } from '@/lib/contract/coverage'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import { FINDING_TABLE } from '@/lib/coverage/finding-table'
import { composePath } from '@/lib/routes'
import { counted } from './cell-state'
import { byGravity, FINDING_GLYPHS } from './finding-words'

interface FindingListProps {
  row: CoverageReportRow
  onIgnore: (finding: Finding) => void
}

/** What is wrong with a tag, what it means, and what can be done; what somebody chose to live with, folded. */
export function FindingList({ row, onIgnore }: FindingListProps) {
  const live = byGravity(counted(row.findings))
  const ignored = row.findings.filter((finding) => finding.ignored)
  const repairable = live.some(({ fix }) => fix === 'compose')
  return (
    <div className="grid gap-3">
      {live.length > 0 && (
        <ul className="grid gap-2.5">
          {live.map((finding) => (
            <FindingItem key={keyOf(finding)} finding={finding} onIgnore={() => onIgnore(finding)} />
          ))}
        </ul>
      )}
      {repairable && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t pt-2.5">
          <Button asChild variant="primary" size="sm">
            <Link href={composePath({ repair: row.ref })}>
              <Wrench aria-hidden />
              Repair
            </Link>
          </Button>
          <span className="text-ink-2 text-xs">Opens the composer with the repair filled in.</span>
        </div>
      )}
      {ignored.length > 0 && <IgnoredFindings findings={ignored} />}
    </div>
  )
}

/** Several of a code may speak of one platform or of none: their sentences tell them apart. */
const keyOf = ({ code, platform, message }: Finding) => `${code} ${platform} ${message}`

function FindingItem({ finding, onIgnore }: { finding: Finding; onIgnore: () => void }) {
  const { code, severity, message, platform, foundAt } = finding
  return (
    <li className="flex gap-2">
      <StatusGlyph kind={FINDING_GLYPHS[severity]} className="mt-1" />
      <div className="min-w-0 flex-1 break-words">
        {message}
        <p className="text-ink-2 text-xs">{FINDING_TABLE[code].why}</p>
        <p className="flex flex-wrap items-center gap-x-3 text-ink-3 text-xs">
          {foundAt && (
            <span>
              found <RelativeTime value={foundAt} />
            </span>
          )}
          <Button
            variant="link"
            size="sm"
            className="min-h-6 font-normal text-ink-2"
            aria-label={`Ignore: ${FINDING_TABLE[code].title}${platform ? `, ${platform}` : ''}`}
            onClick={onIgnore}
          >
            Ignore…
          </Button>
        </p>
      </div>
    </li>
  )
}

function IgnoredFindings({ findings }: { findings: readonly Finding[] }) {
  return (
    <details className="border-t pt-2 text-ink-2 text-xs">
      <summary className="min-h-6 cursor-pointer content-center">
        {findings.length === 1 ? '1 finding is ignored' : `${findings.length} findings are ignored`}
      </summary>
      <ul className="mt-1 grid gap-2">
        {findings.map((finding) => (
          <li key={keyOf(finding)} className="break-words">
            {finding.message}
            <p className="text-ink-3">
              Until {finding.ignored?.until.slice(0, 10)}: {finding.ignored?.reason}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}
