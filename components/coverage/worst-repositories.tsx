import Link from 'next/link'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import { coveragePath } from '@/lib/routes'
import { OverviewSection } from './overview-section'
import { percent } from './percent'

const SHOWN = 8

/** Where there is most to do. */
export function WorstRepositories({ worst }: { worst: OverviewResponse['worst'] }) {
  const troubled = worst.filter(({ errors, warnings }) => errors + warnings > 0).slice(0, SHOWN)
  return (
    <OverviewSection title="Most in trouble">
      {troubled.length === 0 && <p className="text-ink-3">No repository has a finding that counts.</p>}
      <ul>
        {troubled.map(({ registry, repository, errors, warnings, complete, tags }) => (
          <li
            key={`${registry}/${repository}`}
            className="grid min-h-6 grid-cols-[minmax(0,1fr)_auto_3.5rem] items-center gap-3 text-xs"
          >
            <Link
              href={coveragePath({ registry, repository })}
              title={`${registry}/${repository}`}
              className="truncate py-1 font-mono decoration-line-strong underline-offset-3 hover:underline"
            >
              {repository}
            </Link>
            <span className="flex items-center gap-2.5 tabular-nums">
              {errors > 0 && <Count kind="error" count={errors} />}
              {warnings > 0 && <Count kind="warning" count={warnings} />}
            </span>
            <span className="text-right text-ink-3 tabular-nums" title="Complete tags">
              {percent(complete, tags)}
            </span>
          </li>
        ))}
      </ul>
    </OverviewSection>
  )
}

function Count({ kind, count }: { kind: 'error' | 'warning'; count: number }) {
  return (
    <span className="inline-flex items-center gap-1">
      <StatusGlyph kind={kind} label={kind === 'error' ? 'Errors' : 'Warnings'} className="size-2.5" />
      {count.toLocaleString('en')}
    </span>
  )
}
