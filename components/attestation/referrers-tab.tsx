'use client'

import { useQuery } from '@tanstack/react-query'
import type { ImageTabProps } from '@/components/inspect/image-tabs'
import { PlatformStrip } from '@/components/inspect/platform-strip'
import { CommandLine } from '@/components/ui/command-line'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { toApiError } from '@/lib/client/api'
import { referrersQuery } from '@/lib/client/referrers'
import { shellQuote } from '@/lib/composition/export/shell-words'
import type { ReferrersResponse } from '@/lib/contract/referrers'
import { formatReference } from '@/lib/oci/reference'
import { ReferrerTable } from './referrer-table'

/** What was attached to this digest, or to that of one platform, after it was pushed. */
export function ReferrersTab({ image, home, chosen, choosePlatform }: ImageTabProps) {
  const { registry, repository } = home
  const ref = formatReference({ registry, repository, digest: chosen?.digest ?? image.digest })
  const { data, error, refetch, isFetching } = useQuery(referrersQuery(ref))
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PlatformStrip platforms={image.platforms} chosen={chosen} onChoose={choosePlatform} />
        <p className="text-ink-2 text-xs">
          {chosen && chosen.digest !== image.digest
            ? 'What refers to the image of this platform.'
            : image.kind === 'index'
              ? 'What refers to the index as a whole; choose a platform for what refers to its image.'
              : 'What refers to this manifest.'}
        </p>
      </div>
      {error && <ErrorState error={toApiError(error)} onRetry={() => void refetch()} retrying={isFetching} />}
      {!data && !error && (
        <div role="status">
          <span className="sr-only">Looking for referrers</span>
          <Skeleton className="h-32 rounded-lg" />
        </div>
      )}
      {data && <Found found={data} home={home} />}
      <CommandLine command={`oras discover ${shellQuote(ref)}`} label="list referrers with oras" />
    </div>
  )
}

function Found({ found, home }: { found: ReferrersResponse; home: ImageTabProps['home'] }) {
  const { items, problems, complete, api } = found
  return (
    <>
      {problems.map(({ code, message }) => (
        <Notice key={message} kind="warning" title="Not all places could be looked at.">
          {message} <span className="font-mono text-2xs">{code}</span>
        </Notice>
      ))}
      {items.length === 0 ? (
        <EmptyState title="Nothing refers to it.">
          Signatures, SBOMs and other artifacts appear here once somebody attaches them, as cosign and oras
          do.
        </EmptyState>
      ) : (
        <ReferrerTable items={items} home={home} />
      )}
      {!complete && <p className="text-ink-2">There are more than the registry would list.</p>}
      <p className="text-ink-3 text-xs">
        {api === 'yes' && "From the registry's referrers API, and from the tags of cosign."}
        {api === 'no' &&
          'This registry has no referrers API: these are what its fallback tag and the tags of cosign lead to.'}
      </p>
    </>
  )
}
