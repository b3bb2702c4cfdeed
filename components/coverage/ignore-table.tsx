import { PlatformName } from '@/components/browse/platform-filter-menu'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, TableCell, TableHead, TableRegion, TableRow } from '@/components/ui/table'
import type { Ignore } from '@/lib/contract/policies'
import { FINDING_TABLE } from '@/lib/coverage/finding-table'
import type { Policies } from './use-policies'

export function IgnoreTable({ ignores, state }: { ignores: readonly Ignore[]; state: Policies }) {
  return (
    <TableRegion label="Ignored findings, as a table" className="relative">
      <Table>
        <thead>
          <tr>
            <TableHead>Finding</TableHead>
            <TableHead>Where</TableHead>
            <TableHead>Why</TableHead>
            <TableHead>Until</TableHead>
            <TableHead>
              <span className="sr-only">Count again</span>
            </TableHead>
          </tr>
        </thead>
        <tbody>
          {ignores.map((ignore) => (
            <IgnoreRow key={ignore.id} ignore={ignore} state={state} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  )
}

function IgnoreRow({ ignore, state }: { ignore: Ignore; state: Policies }) {
  const { id, registry, match, tags, code, platform, reason, until, actor } = ignore
  return (
    <TableRow>
      <TableCell className="min-w-44">
        {FINDING_TABLE[code].title} {platform !== null && <PlatformName name={platform} />}
      </TableCell>
      <TableCell className="break-all font-mono text-xs">
        {registry && <span className="text-ink-3">{registry}/</span>}
        {match}:{tags}
      </TableCell>
      <TableCell className="min-w-48 break-words">
        {reason} <span className="text-ink-3 text-xs">{actor}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap tabular-nums">
        {until.slice(0, 10)}
        <span className="block text-ink-3 text-xs">
          <RelativeTime value={until} />
        </span>
      </TableCell>
      <TableCell className="text-right">
        <Button
          size="sm"
          disabled={state.changing}
          aria-label={`Count again: ${FINDING_TABLE[code].title}, ${match}:${tags}`}
          onClick={() => state.endIgnore(id)}
        >
          Count again
        </Button>
      </TableCell>
    </TableRow>
  )
}
