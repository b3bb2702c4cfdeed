'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Bytes } from '@/components/ui/bytes'
import { RelativeTime } from '@/components/ui/relative-time'
import { shortDigest } from '@/components/ui/short-digest'
import { TableCell, TableRow } from '@/components/ui/table'
import { untaggedQuery } from '@/lib/client/reports'
import type { UntaggedManifest } from '@/lib/contract/reports'
import { isDigest } from '@/lib/oci/digest'
import { referencePath } from '@/lib/routes'
import { ReportList } from './report-list'

const COLUMNS = [
  { name: 'Repository' },
  { name: 'Digest' },
  { name: 'Kind' },
  { name: 'Size', numeric: true },
  { name: 'Was' },
  { name: 'Last seen' },
]

/** What cleaning up would take. */
export function UntaggedTab({ registry }: { registry: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    untaggedQuery(registry),
  )
  const items = data?.pages.flatMap((page) => page.items) ?? null
  return (
    <ReportList
      label="Untagged manifests"
      columns={COLUMNS}
      rows={
        items?.map((item) => (
          <UntaggedRow key={`${item.registry}/${item.repository}@${item.digest}`} item={item} />
        )) ?? null
      }
      error={error}
      onRetry={() => void refetch()}
      onMore={hasNextPage ? () => void fetchNextPage() : null}
      loadingMore={isFetchingNextPage}
      empty={{
        title: 'Every known manifest has a tag that leads to it.',
        text: 'A registry does not list what has no tag: only what scans have met under a tag before can show here.',
      }}
    >
      No tag leads to these any more, as far as scans know. Garbage collection of untagged manifests would
      take them; until then, a tag can still be put back to one. Sizes may be shared with other images.
    </ReportList>
  )
}

function UntaggedRow({ item }: { item: UntaggedManifest }) {
  const { registry, repository, digest, kind, size, tag, lastSeenAt } = item
  return (
    <TableRow>
      <TableCell className="break-all font-mono text-xs">{repository}</TableCell>
      <TableCell className="font-mono text-xs">
        {isDigest(digest) ? (
          <Link
            href={referencePath({ registry, repository, digest })}
            title={digest}
            className="decoration-line-strong underline-offset-3 hover:underline"
          >
            {shortDigest(digest)}
          </Link>
        ) : (
          digest
        )}
      </TableCell>
      <TableCell>{kind}</TableCell>
      <TableCell data-numeric>
        <Bytes value={size} />
      </TableCell>
      <TableCell className="font-mono text-xs">{tag ?? <span className="text-ink-3">–</span>}</TableCell>
      <TableCell>
        <RelativeTime value={lastSeenAt} />
      </TableCell>
    </TableRow>
  )
}
