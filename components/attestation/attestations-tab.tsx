'use client'

import { useQuery } from '@tanstack/react-query'
import { DigestLink } from '@/components/inspect/digest-link'
import { EntryChip } from '@/components/inspect/entry-chip'
import type { ImageTabProps } from '@/components/inspect/image-tabs'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { toApiError } from '@/lib/client/api'
import { attestationQuery, attestationsQuery } from '@/lib/client/attestation'
import type { ListedAttestation } from '@/lib/contract/attestation'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { digestOfReferrerTag } from '@/lib/oci/referrer-tags'
import { DocumentList } from './document-list'
import { holdsDocuments } from './holds-documents'

interface AttestationsTabProps extends ImageTabProps {
  reference: Reference
}

/** What was said about the image and its platforms: how they were built, what is in them. */
export function AttestationsTab(props: AttestationsTabProps) {
  const { image, home, reference } = props
  const about = digestOfReferrerTag(reference.tag ?? '')
  if (image.attestations.length > 0) return <OfPlatforms {...props} />
  if (holdsDocuments(image)) return <OwnDocuments {...props} about={about} />
  if (about !== null)
    return (
      <EmptyState title="This tag lists what refers to another image.">
        Clients keep it where the registry has no referrers API. The image is{' '}
        <DigestLink home={home} digest={about} />
      </EmptyState>
    )
  return (
    <EmptyState title="No attestations.">
      BuildKit adds them as entries of the index: how an image was built (provenance) and what is in it
      (SBOM). Signatures and what else was attached later stands under Referrers.
    </EmptyState>
  )
}

function OfPlatforms({ image, home }: ImageTabProps) {
  const { registry, repository } = home
  const ref = formatReference({ registry, repository, digest: image.digest })
  const { data, error, refetch, isFetching } = useQuery(attestationsQuery(ref))
  if (error)
    return <ErrorState error={toApiError(error)} onRetry={() => void refetch()} retrying={isFetching} />
  if (!data) return <Reading />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {data.items.map((attestation, place) => (
        <Attestation
          key={`${place.toString()} ${attestation.digest}`}
          attestation={attestation}
          image={image}
          home={home}
        />
      ))}
      {data.leftOut > 0 && <p className="text-ink-2">{data.leftOut} more are not read.</p>}
    </div>
  )
}

interface AttestationProps extends Pick<ImageTabProps, 'image' | 'home'> {
  attestation: ListedAttestation
}

/** One platform, and what is said about it. */
function Attestation({ attestation, image, home }: AttestationProps) {
  const { digest, subject, problem, documents } = attestation
  const entry = image.platforms.find((platform) => platform.digest === subject)
  const attached = image.attestations.find((one) => one.digest === digest)?.attached ?? false
  return (
    <section>
      <h3 className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        {entry ? (
          <EntryChip entry={entry} />
        ) : (
          <span className="inline-flex items-center gap-1.5 text-ink-2">
            {!attached && <StatusGlyph kind="warning" label={null} />}
            {attached ? 'An entry of this index' : 'An image that is not in this index'}
          </span>
        )}
        <DigestLink home={home} digest={digest} />
      </h3>
      {problem !== null && (
        <Notice kind="warning" title="This attestation cannot be read.">
          {problem}
        </Notice>
      )}
      {documents.length > 0 && (
        <DocumentList home={home} manifest={digest} documents={documents} about={subject} />
      )}
      {problem === null && documents.length === 0 && <p className="text-ink-2">It holds nothing.</p>}
    </section>
  )
}

/** An attestation, a signature or an SBOM opened by itself. `about`: the digest its tag speaks of. */
function OwnDocuments({ image, home, about }: ImageTabProps & { about: string | null }) {
  const { registry, repository } = home
  const ref = formatReference({ registry, repository, digest: image.digest })
  const { data, error, refetch, isFetching } = useQuery(attestationQuery(ref))
  if (error)
    return <ErrorState error={toApiError(error)} onRetry={() => void refetch()} retrying={isFetching} />
  if (!data) return <Reading />
  const subject = data.subject ?? about
  const first = data.documents.find(({ readable }) => readable)?.digest
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {subject !== null && (
        <p className="flex flex-wrap items-center gap-x-2">
          About <DigestLink home={home} digest={subject} />
        </p>
      )}
      <DocumentList
        home={home}
        manifest={image.digest}
        documents={data.documents}
        about={subject}
        {...(first !== undefined && { standard: first })}
      />
      {data.leftOut > 0 && <p className="text-ink-2">{data.leftOut} more are not read.</p>}
    </div>
  )
}

function Reading() {
  return (
    <div role="status">
      <span className="sr-only">Reading what is attested</span>
      <Skeleton className="h-32 rounded-lg" />
    </div>
  )
}
