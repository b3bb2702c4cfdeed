import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Finding } from '@/lib/contract/coverage'
import { suggestionsPath } from '@/lib/routes'
import { counted } from './cell-state'
import type { CoverageScope } from './use-coverage-view'

/** What is found of repositories rather than of a tag they have: today, what could be composed. */
export function RepositoryFindings({
  findings,
  scope,
}: {
  findings: readonly Finding[]
  scope: CoverageScope
}) {
  const found = counted(findings)
  const [first, ...rest] = found
  if (!first) return null
  const place = {
    ...(scope.registry && { registry: scope.registry }),
    ...(scope.repository && { repository: scope.repository }),
  }
  return (
    <Notice
      kind="info"
      actions={
        <Button asChild size="sm">
          <Link href={suggestionsPath(place)}>See suggestions</Link>
        </Button>
      }
    >
      {first.message}
      {rest.length > 0 && ` And ${rest.length} more like it.`}
    </Notice>
  )
}
