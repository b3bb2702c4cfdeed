import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import type { FindingCode } from '@/lib/coverage/finding-table'
import { percent } from './percent'

interface CoverageKpisProps {
  summary: OverviewResponse['summary']
  /** Shows the tags a figure stands for. */
  onFinding: (code: FindingCode) => void
}

/** What is looked at in five figures; those of trouble lead to it. */
export function CoverageKpis({ summary, onFinding }: CoverageKpisProps) {
  const { tags, complete, repositories, lostThisWeek, findings } = summary
  const count = (code: FindingCode) => findings.find((one) => one.code === code)?.count ?? 0
  const gone = count('CHILD_MISSING')
  const moved = count('SOURCE_MOVED')
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-5">
      <Kpi name="of the tags are complete" className="max-sm:col-span-2">
        {percent(complete, tags)}
      </Kpi>
      <Kpi
        name={repositories === 1 ? 'tags in one repository' : `tags in ${figure(repositories)} repositories`}
      >
        {figure(tags)}
      </Kpi>
      <Kpi
        name={lostThisWeek === 1 ? 'platform lost this week' : 'platforms lost this week'}
        tone={lostThisWeek > 0 ? 'bad' : 'plain'}
        title="Tags with a platform lost"
        onClick={() => onFinding('PLATFORM_LOST')}
      >
        {figure(lostThisWeek)}
      </Kpi>
      <Kpi
        name={gone === 1 ? 'child missing' : 'children missing'}
        tone={gone > 0 ? 'bad' : 'plain'}
        title="Tags with a child missing"
        onClick={() => onFinding('CHILD_MISSING')}
      >
        {figure(gone)}
      </Kpi>
      <Kpi
        name={moved === 1 ? 'source moved on' : 'sources moved on'}
        tone={moved > 0 ? 'warn' : 'plain'}
        title="Tags out of step with their sources"
        onClick={() => onFinding('SOURCE_MOVED')}
      >
        {figure(moved)}
      </Kpi>
    </dl>
  )
}

const figure = (count: number) => count.toLocaleString('en')

interface KpiProps {
  name: string
  tone?: 'plain' | 'bad' | 'warn'
  title?: string
  onClick?: () => void
  className?: string
  children: ReactNode
}

function Kpi({ name, tone = 'plain', title, onClick, className, children }: KpiProps) {
  const value = (
    <span
      className={cn(
        'font-semibold text-xl tabular-nums tracking-tight',
        tone === 'bad' && 'text-bad',
        tone === 'warn' && 'text-warn',
      )}
    >
      {children}
    </span>
  )
  return (
    <div className={cn('relative flex flex-col-reverse justify-end bg-panel px-3.5 py-2.5', className)}>
      <dt className="text-2xs text-ink-3">{name}</dt>
      <dd>
        {onClick ? (
          <button
            type="button"
            title={title}
            aria-label={`${children}: show ${title?.toLowerCase() ?? name}`}
            onClick={onClick}
            className="rounded-xs text-left before:absolute before:inset-0 hover:before:bg-ink/5"
          >
            {value}
          </button>
        ) : (
          value
        )}
      </dd>
    </div>
  )
}
