import type { ReactNode } from 'react'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Digest } from '@/components/ui/digest'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { PlanResponse } from '@/lib/contract/compositions'
import { parsePlatform } from '@/lib/oci/platform'

type Row = PlanResponse['change']['added'][number]

/** What the target's tag would gain, lose, exchange and keep; and what each tag points to today. */
export function PlanChange({ plan }: { plan: PlanResponse }) {
  const { added, removed, replaced, kept } = plan.change
  const tags = Object.entries(plan.tags)
  if (added.length + removed.length + replaced.length + kept.length === 0 && tags.length === 0)
    return <p className="text-ink-2">Nothing yet: no platform and no tag.</p>
  return (
    <div className="grid gap-4">
      <ul aria-label="Platforms" className="grid gap-1">
        {removed.map((row) => (
          <ChangeRow key={row.platform} row={row} sign="−" tone="text-bad" lost>
            <span className="font-medium text-bad">lost</span>
          </ChangeRow>
        ))}
        {added.map((row) => (
          <ChangeRow key={row.platform} row={row} sign="+" tone="text-ok">
            <span className="text-ink-2">new</span>
          </ChangeRow>
        ))}
        {replaced.map((row) => (
          <ChangeRow key={row.platform} row={row} sign="~" tone="text-ink-2">
            <BeforeAfter before={row.before} after={row.after} />
          </ChangeRow>
        ))}
        {kept.map((row) => (
          <ChangeRow key={row.platform} row={row} sign="=" tone="text-ink-3">
            <span className="text-ink-2">same image</span>
          </ChangeRow>
        ))}
      </ul>
      {tags.length > 0 && (
        <ul aria-label="Tags" className="grid gap-1 border-t pt-3">
          {tags.map(([tag, digest]) => (
            <li key={tag} className="flex flex-wrap items-center gap-x-2">
              <span className="font-mono text-xs">{tag}</span>
              <TagFate before={digest} after={plan.digest} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface ChangeRowProps {
  row: Row
  sign: string
  tone: string
  lost?: boolean
  children: ReactNode
}

function ChangeRow({ row, sign, tone, lost = false, children }: ChangeRowProps) {
  const platform = parsePlatform(row.platform)
  return (
    <li className="flex min-h-6 flex-wrap items-center gap-x-2">
      <span aria-hidden className={`w-3 text-center font-mono font-semibold ${tone}`}>
        {sign}
      </span>
      {platform.ok ? (
        <PlatformChip platform={platform.value} status={lost ? 'missing' : 'present'} />
      ) : (
        <span className="font-mono text-xs">{row.platform || 'no platform'}</span>
      )}
      {children}
    </li>
  )
}

function TagFate({ before, after }: { before: string | null; after: string }) {
  if (before === null) return <span className="text-ink-2">a new tag</span>
  if (before === after)
    return (
      <span className="inline-flex items-center gap-1.5 text-ink-2">
        <StatusGlyph kind="ok" label={null} /> points there already
      </span>
    )
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1 text-ink-2">
      moves <BeforeAfter before={before} after={after} />
    </span>
  )
}

/** Two digests and the way between them. */
export function BeforeAfter({ before, after }: { before: string | null; after: string | null }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 text-ink-3 text-xs">
      {before ? <Digest value={before} /> : <span>nothing</span>}
      <span role="img" aria-label="becomes">
        →
      </span>
      {after ? <Digest value={after} /> : <span>nothing</span>}
    </span>
  )
}
