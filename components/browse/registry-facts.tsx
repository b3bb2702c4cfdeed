import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { ClockTime } from '@/components/ui/clock-time'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { Registry } from '@/lib/contract/registries'

const REACHABILITY = {
  reachable: { glyph: 'ok', words: 'Reachable' },
  unreachable: { glyph: 'error', words: 'Not reachable' },
  unauthorized: { glyph: 'error', words: 'Sign-in refused' },
  refused: { glyph: 'error', words: 'Refuses to answer' },
} as const

const CATALOG = { yes: 'Lists its repositories', no: 'Does not list its repositories', unknown: null }
const DELETE = { yes: 'Allows deleting', no: 'Refuses deleting', unknown: null }
const REFERRERS = { yes: 'Answers referrers', no: 'Has no referrers API', unknown: null }

/** What is known of a registry, in words; what is not known is not said. */
export function RegistryFacts({ registry }: { registry: Registry }) {
  const { glyph, words } = REACHABILITY[registry.reachability]
  const { supports, latencyMs } = registry
  const abilities = [CATALOG[supports.catalog], DELETE[supports.delete], REFERRERS[supports.referrers]]
  return (
    <ul
      aria-label={`About ${registry.name}`}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2 text-xs"
    >
      <Fact>
        <StatusGlyph kind={glyph} label={null} />
        <span className={glyph === 'error' ? 'font-medium text-bad' : undefined}>{words}</span>
        {latencyMs !== null && <span className="text-ink-3 tabular-nums">{formatLatency(latencyMs)}</span>}
      </Fact>
      {registry.insecure && (
        <Fact>
          <Badge variant="warn">
            <StatusGlyph kind="warning" label={null} />
            Certificate not checked
          </Badge>
        </Fact>
      )}
      {registry.readOnlyReason !== null && (
        <Fact>
          <Badge>Read-only</Badge>
          {registry.readOnlyReason}
        </Fact>
      )}
      {abilities.map((ability) => ability && <Fact key={ability}>{ability}</Fact>)}
      <Fact>
        <span className="text-ink-3">
          checked <ClockTime value={registry.checkedAt} />
        </span>
      </Fact>
    </ul>
  )
}

function Fact({ children }: { children: ReactNode }) {
  return <li className="inline-flex items-center gap-1.5">{children}</li>
}

const formatLatency = (ms: number) => (ms < 1 ? '< 1 ms' : `${Math.round(ms)} ms`)
