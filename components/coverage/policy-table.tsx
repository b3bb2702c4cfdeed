import { Trash2 } from 'lucide-react'
import { PlatformName } from '@/components/browse/platform-filter-menu'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, TableCell, TableHead, TableRegion, TableRow } from '@/components/ui/table'
import type { Policy } from '@/lib/contract/policies'
import type { Policies } from './use-policies'

export function PolicyTable({ policies, state }: { policies: readonly Policy[]; state: Policies }) {
  return (
    <TableRegion label="Policies, as a table" className="relative">
      <Table>
        <thead>
          <tr>
            <TableHead>Repositories</TableHead>
            <TableHead>Tags</TableHead>
            <TableHead>Required</TableHead>
            <TableHead data-numeric>Lacking</TableHead>
            <TableHead>From</TableHead>
            <TableHead>
              <span className="sr-only">Remove</span>
            </TableHead>
          </tr>
        </thead>
        <tbody>
          {policies.map((policy) => (
            <PolicyRow key={policy.id ?? keyOf(policy)} policy={policy} state={state} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  )
}

const keyOf = ({ registry, match, tags, require }: Policy) => JSON.stringify([registry, match, tags, require])

function PolicyRow({ policy, state }: { policy: Policy; state: Policies }) {
  const { id, registry, match, tags, require, applies } = policy
  return (
    <TableRow>
      <TableCell className="font-mono text-xs">
        {registry && <span className="text-ink-3">{registry}/</span>}
        {match}
      </TableCell>
      <TableCell className="font-mono text-xs">{tags}</TableCell>
      <TableCell>
        <span className="flex min-w-40 flex-wrap gap-1">
          {require.map((platform) => (
            <PlatformName key={platform} name={platform} />
          ))}
        </span>
      </TableCell>
      <TableCell data-numeric className="whitespace-nowrap">
        {applies === null ? (
          <span className="text-ink-3">being counted</span>
        ) : (
          <>
            <span className={applies.lacking > 0 ? 'font-medium text-bad' : undefined}>
              {applies.lacking.toLocaleString('en')}
            </span>
            <span className="text-ink-3"> of {applies.tags.toLocaleString('en')} tags</span>
          </>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap text-ink-2 text-xs">
        {id === null ? (
          <span title="Changed there alone">manifold.yaml</span>
        ) : (
          <>
            {policy.actor ?? 'this page'}, <RelativeTime value={policy.createdAt} />
          </>
        )}
      </TableCell>
      <TableCell className="text-right">
        {id !== null && (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Remove the policy for ${match}`}
            disabled={state.changing}
            onClick={() => state.remove(id)}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </TableCell>
    </TableRow>
  )
}
