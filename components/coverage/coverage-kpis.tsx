import { cn } from '@/components/ui/cn'
import type { CoverageResponse } from '@/lib/contract/coverage'
import type { FindingCode } from '@/lib/coverage/finding-table'

/** The repository in five figures. */
export function CoverageKpis({ coverage, required }: { coverage: CoverageResponse; required: boolean }) {
  const { summary, items, platforms } = coverage
  const count = (...codes: FindingCode[]) =>
    items.reduce((sum, { findings }) => sum + findings.filter(({ code }) => codes.includes(code)).length, 0)
  const images = items.filter(({ kind }) => kind !== 'artifact').length
  const lacking = count('PLATFORM_REQUIRED')
  const gone = count('CHILD_MISSING', 'TAG_MISSING')
  const unread = count('CHILD_UNREADABLE', 'TAG_UNREADABLE')
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-5">
      <Kpi
        name={required ? 'tags with every required platform' : 'tags without an error'}
        className="max-sm:col-span-2"
      >
        {percent(summary.complete, images)}
      </Kpi>
      <Kpi name={`tags, ${platforms.length} ${platforms.length === 1 ? 'platform' : 'platforms'}`}>
        {summary.tags.toLocaleString('en')}
      </Kpi>
      <Kpi name="required platforms not there" bad={lacking > 0}>
        {required ? lacking.toLocaleString('en') : '–'}
      </Kpi>
      <Kpi name="children gone" bad={gone > 0}>
        {gone.toLocaleString('en')}
      </Kpi>
      <Kpi name="could not be read" warn={unread > 0}>
        {unread.toLocaleString('en')}
      </Kpi>
    </dl>
  )
}

interface KpiProps {
  name: string
  bad?: boolean
  warn?: boolean
  className?: string
  children: string
}

function Kpi({ name, bad = false, warn = false, className, children }: KpiProps) {
  return (
    <div className={cn('flex flex-col-reverse justify-end bg-panel px-3.5 py-2.5', className)}>
      <dt className="text-2xs text-ink-3">{name}</dt>
      <dd
        className={cn(
          'font-semibold text-xl tabular-nums tracking-tight',
          bad && 'text-bad',
          warn && 'text-warn',
        )}
      >
        {children}
      </dd>
    </div>
  )
}

/** Never rounded up to a hundred: that would be a promise. */
function percent(part: number, whole: number): string {
  if (whole === 0) return '–'
  if (part === whole) return '100 %'
  if (part === 0) return '0 %'
  return `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)} %`
}
