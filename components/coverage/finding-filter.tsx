'use client'

import { ListFilter, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import { FINDING_CODES, FINDING_TABLE, type FindingCode } from '@/lib/coverage/finding-table'
import { FINDING_GLYPHS } from './finding-words'

interface FindingFilterProps {
  /** As in the address: codes, comma separated. */
  finding: string
  counts: OverviewResponse['summary']['findings']
  onFinding: (finding: string) => void
}

/** Shows only tags with one of the chosen findings. */
export function FindingFilter({ finding, counts, onFinding }: FindingFilterProps) {
  const chosen = parseFindings(finding)
  const toggle = (code: FindingCode, on: boolean) =>
    onFinding((on ? [...chosen, code] : chosen.filter((one) => one !== code)).join(','))
  return (
    <>
      <Popover>
        <PopoverTrigger asChild>
          <Button>
            <ListFilter aria-hidden />
            Findings
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-88" aria-label="Filter by finding">
          <p className="mb-2 text-ink-3 text-xs">Show only tags with one of these.</p>
          <ul className="flex flex-col">
            {FINDING_CODES.map((code) => (
              <FindingChoice
                key={code}
                code={code}
                count={counts.find((one) => one.code === code)?.count ?? 0}
                checked={chosen.includes(code)}
                onChange={(on) => toggle(code, on)}
              />
            ))}
          </ul>
        </PopoverContent>
      </Popover>
      {chosen.map((code) => (
        <Button
          key={code}
          aria-label={`Stop filtering: ${FINDING_TABLE[code].title}`}
          onClick={() => toggle(code, false)}
        >
          <StatusGlyph kind={FINDING_GLYPHS[FINDING_TABLE[code].severity]} label={null} />
          {FINDING_TABLE[code].title}
          <X aria-hidden className="text-ink-3" />
        </Button>
      ))}
    </>
  )
}

/** What nobody knows is left out. */
export const parseFindings = (text: string): FindingCode[] => {
  const asked = new Set(text.split(',').map((code) => code.trim()))
  return FINDING_CODES.filter((code) => asked.has(code))
}

interface FindingChoiceProps {
  code: FindingCode
  count: number
  checked: boolean
  onChange: (on: boolean) => void
}

function FindingChoice({ code, count, checked, onChange }: FindingChoiceProps) {
  const { severity, title } = FINDING_TABLE[code]
  const id = `finding-${code}`
  return (
    <li className="flex min-h-7 items-center gap-2">
      <Checkbox id={id} checked={checked} onCheckedChange={(on) => onChange(on === true)} />
      <label htmlFor={id} className="flex min-w-0 flex-1 items-center gap-2 text-sm">
        <StatusGlyph kind={FINDING_GLYPHS[severity]} label={null} />
        <span className="min-w-0 flex-1">{title}</span>
        <span className="text-ink-3 tabular-nums">{count > 0 ? count.toLocaleString('en') : ''}</span>
      </label>
    </li>
  )
}
