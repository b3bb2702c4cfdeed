'use client'

import { RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { CompareMenu } from '@/components/compare/compare-menu'
import { PageHeader } from '@/components/shell/page-header'
import { ReferenceTitle } from '@/components/shell/reference-title'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { cn } from '@/components/ui/cn'
import type { InspectResponse } from '@/lib/contract/inspect'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { composePath, coveragePath } from '@/lib/routes'
import { PullMenu } from './pull-menu'

interface ImageHeaderProps {
  reference: Reference
  /** Null until it is read, and where it cannot be. */
  image: InspectResponse | null
  /** What the last Refresh found; null before one. */
  changed: boolean | null
  refreshing: boolean
  onRefresh: () => void
}

/** What can be an entry of an index that people pull from. */
const COMPOSABLE: ReadonlySet<string> = new Set(['index', 'image'])

export function ImageHeader({ reference, image, changed, refreshing, onRefresh }: ImageHeaderProps) {
  const { registry, repository } = reference
  return (
    <PageHeader
      title={<ReferenceTitle reference={reference} />}
      freshness={
        image && (
          <span role="status">
            {refreshing ? (
              'checking every child…'
            ) : (
              <>
                checked <ClockTime value={image.checkedAt} />
                {changed !== null && (changed ? ', changed' : ', nothing changed')}
              </>
            )}
          </span>
        )
      }
      actions={
        <>
          <Button onClick={onRefresh} disabled={refreshing} title="Ask the registry again for every child">
            <RefreshCw className={cn(refreshing && 'animate-spin')} aria-hidden />
            Refresh
          </Button>
          <Button asChild>
            <Link href={coveragePath({ registry, repository })}>Coverage</Link>
          </Button>
          {image && <CompareMenu reference={reference} image={image} />}
          {image && <PullMenu reference={reference} image={image} />}
          {image?.kind === 'index' && (
            <Button asChild>
              <Link href={composePath({ edit: formatReference(reference) })}>Edit</Link>
            </Button>
          )}
          {image && COMPOSABLE.has(image.kind) && (
            <Button asChild variant="primary">
              <Link href={composePath({ from: formatReference(reference) })}>Compose from this</Link>
            </Button>
          )}
        </>
      }
    />
  )
}
