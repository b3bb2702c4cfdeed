'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { shortDigest } from '@/components/ui/short-digest'
import { Skeleton } from '@/components/ui/skeleton'
import { toApiError } from '@/lib/client/api'
import { attestationQuery } from '@/lib/client/attestation'
import type { ReadableDocument } from '@/lib/contract/attestation'
import { isDigest } from '@/lib/oci/digest'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { DocumentSubjects } from './document-subjects'
import { FactList, MonoText } from './fact-list'
import { ProvenanceView } from './provenance-view'
import { RawDocument } from './raw-document'
import { SbomView } from './sbom-view'

interface DocumentViewProps {
  home: Pick<Reference, 'registry' | 'repository'>
  /** The manifest that has the document as a layer. */
  manifest: string
  /** That layer. */
  digest: string
  /** The digest it stands beside, or null where that is not known. */
  about: string | null
}

/** One document in words, with its bytes folded away below. */
export function DocumentView({ home, manifest, digest, about }: DocumentViewProps) {
  const { registry, repository } = home
  const reference = formatReference({ registry, repository, digest: manifest })
  const { data, error, refetch, isFetching } = useQuery(attestationQuery(reference))
  if (error)
    return <ErrorState error={toApiError(error)} onRetry={() => void refetch()} retrying={isFetching} />
  if (!data)
    return (
      <div role="status">
        <span className="sr-only">Reading the document</span>
        <Skeleton className="h-40 rounded-lg" />
      </div>
    )
  const document = data.documents.find((one) => one.digest === digest)
  if (!document)
    return <p className="text-ink-2">Too many documents: only the first {data.documents.length} are read.</p>
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {document.problem !== null && (
        <Notice kind="warning" title="This document cannot be read.">
          {document.problem}
        </Notice>
      )}
      <Body document={document} reference={reference} home={home} />
      <DocumentSubjects document={document} about={about} />
      <Wrapping document={document} />
      {document.status !== 'missing' && <RawDocument document={document} home={home} />}
    </div>
  )
}

function Body(props: { document: ReadableDocument; reference: string; home: DocumentViewProps['home'] }) {
  const { document, reference, home } = props
  const { body, digest, type } = document
  switch (body?.kind) {
    case 'provenance':
      return <ProvenanceView body={body} />
    case 'sbom':
      return <SbomView body={body} reference={reference} digest={digest} />
    case 'signature':
      return (
        <FactList
          rows={[
            ['Vouches for', body.image && <ImageOf digest={body.image} home={home} />],
            ['Under the name', body.reference && <MonoText text={body.reference} />],
          ]}
        />
      )
    case 'other':
      return (
        <p className="text-ink-2">
          Manifold knows no summary for {type === null ? 'this kind' : <MonoText text={type} />}; the raw
          document says it all.
        </p>
      )
    default:
      return null
  }
}

/** A document names what it is about; of this repository or not, only the registry knows. */
function ImageOf({ digest, home }: { digest: string; home: DocumentViewProps['home'] }) {
  const { registry, repository } = home
  if (!isDigest(digest)) return <MonoText text={digest} />
  return (
    <Link
      href={referencePath({ registry, repository, digest })}
      prefetch={false}
      title={digest}
      className="font-mono text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      {shortDigest(digest)}
    </Link>
  )
}

const WRAPPERS = {
  'sigstore-bundle': 'a sigstore bundle',
  dsse: 'a signed envelope (DSSE)',
  'in-toto': 'an in-toto statement',
} as const

function Wrapping({ document: { wrapping, signatures, body } }: { document: ReadableDocument }) {
  if (signatures === 0 && body?.kind !== 'signature') return null
  const around = wrapping.map((one) => WRAPPERS[one]).join(', in it ')
  const count = signatures === 1 ? '1 signature' : `${signatures} signatures`
  return (
    <p className="text-ink-2 text-xs">
      {around !== '' && `It came in ${around}${signatures > 0 ? `, with ${count}` : ''}. `}
      Manifold checks no signatures: cosign verify does, with the key or the identity you trust.
    </p>
  )
}
