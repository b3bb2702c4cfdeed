'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { PlatformName } from '@/components/browse/platform-filter-menu'
import { Button } from '@/components/ui/button'
import { Digest } from '@/components/ui/digest'
import { RelativeTime } from '@/components/ui/relative-time'
import { TableCell, TableRow } from '@/components/ui/table'
import { danglingQuery } from '@/lib/client/reports'
import type { DanglingTag } from '@/lib/contract/reports'
import { composePath } from '@/lib/routes'
import { ReferenceLink } from './reference-link'
import { ReportList } from './report-list'

const COLUMNS = [{ name: 'Tag' }, { name: 'What is gone' }, { name: 'Checked' }, { name: 'Mend' }]

/** Tags that fail for some of the hosts that pull them. */
export function DanglingTab({ registry }: { registry: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    danglingQuery(registry),
  )
  const items = data?.pages.flatMap((page) => page.items) ?? null
  return (
    <ReportList
      label="Broken tags"
      columns={COLUMNS}
      rows={items?.map((item) => <DanglingRow key={item.ref} item={item} />) ?? null}
      error={error}
      onRetry={() => void refetch()}
      onMore={hasNextPage ? () => void fetchNextPage() : null}
      loadingMore={isFetchingNextPage}
      empty={{
        title: 'No tag is broken.',
        text: 'Everything that tags name was there when it was last asked for. A verify scan asks for all of it again.',
      }}
    >
      These tags name images that the registry no longer has, usually because something cleaned up behind
      them: pulling fails on those platforms.
    </ReportList>
  )
}

function DanglingRow({ item: { ref, missing, checkedAt } }: { item: DanglingTag }) {
  return (
    <TableRow>
      <TableCell className="min-w-48">
        <ReferenceLink reference={ref} />
      </TableCell>
      <TableCell className="min-w-64">
        <ul>
          {missing.map(({ platform, digest, message }) => (
            <li key={`${platform} ${digest} ${message}`} className="flex flex-wrap items-center gap-2">
              {platform === null ? message : <PlatformName name={platform} />}
              {digest !== null && <Digest value={digest} />}
            </li>
          ))}
        </ul>
      </TableCell>
      <TableCell>
        <RelativeTime value={checkedAt} />
      </TableCell>
      <TableCell>
        <Button asChild size="sm">
          <Link href={composePath({ repair: ref })} aria-label={`Repair ${ref}`}>
            Repair
          </Link>
        </Button>
      </TableCell>
    </TableRow>
  )
}
