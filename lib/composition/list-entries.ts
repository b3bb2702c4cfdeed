import type { Descriptor } from '@/lib/oci/descriptor'
import { attestationSubject, isAttestation } from '@/lib/oci/image-index'
import { formatReference, type Reference } from '@/lib/oci/reference'
import type { SpecEntry } from './spec'

/** A pinned index: where it lies, and which it is. */
export type PinnedIndex = Required<Pick<Reference, 'registry' | 'repository' | 'digest'>>

/**
 * The entries of an index as a spec lists them one by one: each is the index, pinned, and the digest of the entry.
 * What its descriptor says stays; each can be moved, replaced, re-platformed, re-annotated or left out. An
 * attestation is not listed beside its image: it travels with it.
 */
export function listEntries(index: PinnedIndex, descriptors: readonly Descriptor[]): SpecEntry[] {
  const images = new Set(descriptors.filter((it) => !isAttestation(it)).map(({ digest }) => digest))
  const listed = descriptors.filter((it) => !isAttestation(it) || !images.has(attestationSubject(it) ?? ''))
  return listed.map((descriptor) => ({
    image: formatReference(index),
    digest: descriptor.digest,
    // One image under two platforms: the digest alone does not tell which of them is meant.
    platform: isRepeated(descriptor, descriptors) ? (descriptor.platform ?? {}) : {},
    annotations: {},
  }))
}

const isRepeated = ({ digest }: Descriptor, all: readonly Descriptor[]) =>
  all.filter((other) => other.digest === digest).length > 1
