import type { Metadata } from 'next'
import { InvalidReference } from '@/components/browse/invalid-reference'
import { RepositoryPage } from '@/components/browse/repository-page'
import { ImagePage } from '@/components/inspect/image-page'
import { parseReference, type ReferenceProblem } from '@/lib/oci/reference'
import { fail } from '@/lib/oci/result'
import { decodeSegments } from '@/lib/routes'

interface Props {
  params: Promise<{ path: string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { path } = await params
  return { title: decodeSegments(path) ?? 'Not a reference' }
}

export default async function Page({ params }: Props) {
  const { path } = await params
  const reference = readReference(decodeSegments(path))
  if (!reference.ok) return <InvalidReference message={reference.error.message} />
  const { value } = reference
  if (value.tag || value.digest) return <ImagePage reference={value} />
  return <RepositoryPage reference={value} />
}

function readReference(text: string | null) {
  if (text !== null) return parseReference(text)
  const message = 'The address has a broken percent-encoding, so it names no image.'
  return fail<ReferenceProblem>({ code: 'REFERENCE_INVALID', message })
}
