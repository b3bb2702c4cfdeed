'use client'

import { RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import type { InspectResponse } from '@/lib/contract/inspect'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { composePath, coveragePath } from '@/lib/routes'
import { PullMenu } from './pull-menu'
import { ReferenceTitle } from './reference-title'

interface ImageHeaderProps {
  reference: Reference
  /** Null until it is read, and where it cannot be. */
  image: InspectResponse | null
  refreshing: boolean
  onRefresh: () => void
}

export function ImageHeader({ reference, image, refreshing, onRefresh }: ImageHeaderProps) {
  const { registry, repository } = reference
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <ReferenceTitle reference={reference} />
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
        {image && (
          <span className="text-ink-3 text-xs">
            checked <ClockTime value={image.checkedAt} />
          </span>
        )}
        <Button onClick={onRefresh} disabled={refreshing} title="Ask the registry again for every child">
          <RefreshCw className={refreshing ? 'animate-spin' : undefined} aria-hidden />
          {refreshing ? 'Checking…' : 'Refresh'}
        </Button>
        <Button asChild>
          <Link href={coveragePath({ registry, repository })}>Coverage</Link>
        </Button>
        {image && <PullMenu reference={reference} image={image} />}
        {image && (
          <Button asChild variant="primary">
            <Link href={composePath({ from: formatReference(reference) })}>Compose from this</Link>
          </Button>
        )}
      </div>
    </header>
  )
}
