'use client'

import Link from 'next/link'
import { GoneTimeline } from '@/components/history/gone-timeline'
import { OutOfStepNotice } from '@/components/lockstep/out-of-step-notice'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { ApiError } from '@/lib/client/api'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { ImageFacts } from './image-facts'
import { ImageHeader } from './image-header'
import { ImageTabs } from './image-tabs'
import { ImageWarnings } from './image-warnings'
import { isTag } from './is-tag'
import { useInspection } from './use-inspection'

const GONE: ReadonlySet<string> = new Set(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'])

/** What one reference really holds, on every platform. */
export function ImagePage({ reference }: { reference: Reference }) {
  const { image, error, changed, refresh, refreshing } = useInspection(formatReference(reference))
  const gone = error !== null && GONE.has(error.code)
  return (
    <article>
      <ImageHeader
        reference={reference}
        image={image}
        changed={changed}
        refreshing={refreshing}
        onRefresh={refresh}
      />
      {error && (
        <ImageFailure
          error={error}
          reference={reference}
          known={image !== null}
          retrying={refreshing}
          onRetry={refresh}
        />
      )}
      {image && (
        <>
          <ImageFacts image={image} reference={reference} />
          <ImageWarnings warnings={image.warnings} />
          {isTag(reference) && <OutOfStepNotice tag={reference} className="mt-3" />}
          <ImageTabs image={image} reference={reference} gone={gone} />
        </>
      )}
      {!image && gone && isTag(reference) && <GoneTimeline tag={reference} />}
      {!image && !error && <ImageSkeleton />}
    </article>
  )
}

interface ImageFailureProps {
  error: ApiError
  reference: Reference
  /** True when an earlier answer is shown below. */
  known: boolean
  retrying: boolean
  onRetry: () => void
}

function ImageFailure({ error, reference, known, retrying, onRetry }: ImageFailureProps) {
  const { registry, repository } = reference
  const gone = GONE.has(error.code)
  const hint =
    error.hint ??
    (gone ? 'It may have been deleted or never pushed; its repository shows what is there.' : undefined)
  return (
    <div className="mt-3 grid justify-items-start gap-2">
      <ErrorState
        className="w-full"
        error={{ ...error, code: error.code, message: error.message, hint }}
        onRetry={onRetry}
        retrying={retrying}
      />
      {known && <p className="text-ink-2">Below is what was there when it was last read.</p>}
      {gone && (
        <Button asChild>
          <Link href={referencePath({ registry, repository })}>Open {repository}</Link>
        </Button>
      )}
    </div>
  )
}

function ImageSkeleton() {
  return (
    <div role="status" className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-3">
      <span className="sr-only">Reading the image</span>
      <Skeleton className="w-120 max-w-full" />
      <Skeleton className="h-8 w-160 max-w-full" />
      <div className="mt-4 flex gap-4 overflow-hidden">
        {['w-36', 'w-36', 'w-36'].map((width, place) => (
          <Skeleton key={`${width}-${place.toString()}`} className={`h-56 ${width} rounded-md`} />
        ))}
      </div>
    </div>
  )
}
