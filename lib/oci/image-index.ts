import type { Descriptor } from './descriptor'
import type { Digest } from './digest'

const REFERENCE_TYPE = 'vnd.docker.reference.type'
const REFERENCE_DIGEST = 'vnd.docker.reference.digest'

/** BuildKit's attestations: entries of platform unknown/unknown that describe another entry, never a platform of their own. */
export function isAttestation(descriptor: Pick<Descriptor, 'annotations' | 'platform'>): boolean {
  if (descriptor.annotations?.[REFERENCE_TYPE] === 'attestation-manifest') return true
  const { platform, annotations } = descriptor
  return (
    platform?.os === 'unknown' && platform.architecture === 'unknown' && !!annotations?.[REFERENCE_DIGEST]
  )
}

/** What kind of reference an attestation says it is, or null. */
export function attestationType(descriptor: Pick<Descriptor, 'annotations'>): string | null {
  return descriptor.annotations?.[REFERENCE_TYPE] ?? null
}

/** The digest of the entry an attestation describes, as written, or null. */
export function attestationSubject(descriptor: Pick<Descriptor, 'annotations'>): Digest | null {
  return descriptor.annotations?.[REFERENCE_DIGEST] ?? null
}
