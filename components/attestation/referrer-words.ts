import { artifactInWords } from '@/components/inspect/kind-in-words'
import type { Referrer } from '@/lib/contract/referrers'
import { KIND_IN_WORDS } from './document-words'

/** What refers to an image, in words; cosign's own are told as such, with how many there are. */
export function referrerInWords({ source, kind, count, tag, artifactType }: Referrer): string {
  if (source === 'cosign') {
    const what = kind === 'other' ? 'attestation' : tag?.endsWith('.att') ? ATTESTED[kind] : BY_TAG[kind]
    return `Cosign ${what}${count !== null && count > 1 ? `, ${count} of them` : ''}`
  }
  if (kind !== 'other') return KIND_IN_WORDS[kind]
  return artifactType === null ? 'Artifact' : artifactInWords(artifactType)
}

const BY_TAG = {
  provenance: 'provenance',
  sbom: 'SBOM',
  signature: 'signature',
  vulnerabilities: 'vulnerability report',
} as const

const ATTESTED = {
  provenance: 'attestation: provenance',
  sbom: 'attestation: SBOM',
  signature: 'attestation: signature',
  vulnerabilities: 'attestation: vulnerability report',
} as const
