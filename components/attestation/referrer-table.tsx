import Link from 'next/link'
import type { ImageTabProps } from '@/components/inspect/image-tabs'
import { SafeText } from '@/components/inspect/safe-text'
import { Bytes } from '@/components/ui/bytes'
import { RelativeTime } from '@/components/ui/relative-time'
import { shortDigest } from '@/components/ui/short-digest'
import { Table, TableCell, TableHead, TableRegion, TableRow } from '@/components/ui/table'
import type { Referrer } from '@/lib/contract/referrers'
import { referencePath } from '@/lib/routes'
import { referrerInWords } from './referrer-words'

const SOURCES = {
  api: 'referrers API',
  fallback: 'fallback tag',
  cosign: 'tag of cosign',
} as const satisfies Record<Referrer['source'], string>

export function ReferrerTable({ items, home }: { items: readonly Referrer[]; home: ImageTabProps['home'] }) {
  return (
    <TableRegion label="Referrers">
      <Table className="min-w-160">
        <thead>
          <tr>
            <TableHead>What</TableHead>
            <TableHead>Artifact type</TableHead>
            <TableHead data-numeric>Manifest</TableHead>
            <TableHead>Created</TableHead>
            <TableHead>Found by</TableHead>
            <TableHead>Digest</TableHead>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <TableRow key={item.digest}>
              <TableCell className="font-medium">
                <Link
                  href={referencePath({ ...home, digest: item.digest }, { tab: 'attestations' })}
                  prefetch={false}
                  className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
                >
                  {referrerInWords(item)}
                </Link>
              </TableCell>
              <TableCell className="break-all font-mono text-xs">
                {item.artifactType === null ? '–' : <SafeText text={item.artifactType} />}
              </TableCell>
              <TableCell data-numeric>
                <Bytes value={item.size} />
              </TableCell>
              <TableCell className="text-ink-2">
                <RelativeTime value={item.createdAt} />
              </TableCell>
              <TableCell className="text-ink-2 text-xs" title={item.tag ?? undefined}>
                {SOURCES[item.source]}
              </TableCell>
              <TableCell className="font-mono text-ink-2 text-xs" title={item.digest}>
                {shortDigest(item.digest)}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  )
}
