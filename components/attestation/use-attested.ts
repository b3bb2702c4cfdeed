'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { attestationsQuery } from '@/lib/client/attestation'
import type { InspectResponse } from '@/lib/contract/inspect'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { kindsInWords } from './document-words'

/**
 * What is attested of each entry, in words, by its digest; null of one without attestations. Until their manifests
 * are read, which begins once the image is there, it is only told that there are some.
 */
export function useAttested(
  image: Pick<InspectResponse, 'digest' | 'attestations'>,
  { registry, repository }: Pick<Reference, 'registry' | 'repository'>,
): (digest: string) => string | null {
  const ref = formatReference({ registry, repository, digest: image.digest })
  const { data } = useQuery({ ...attestationsQuery(ref), enabled: image.attestations.length > 0 })
  return useMemo(() => {
    const words = new Map(image.attestations.map(({ subject }) => [subject, 'attestations']))
    for (const { subject, documents } of data?.items ?? [])
      if (documents.length > 0) words.set(subject, kindsInWords(documents.map(({ kind }) => kind)))
    return (digest) => words.get(digest) ?? null
  }, [image.attestations, data])
}
