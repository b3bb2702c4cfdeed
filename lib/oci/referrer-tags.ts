import { type Digest, isDigest } from './digest'

/** What cosign puts beside an image: signatures, attestations, an SBOM. */
export const COSIGN_TAGS = ['sig', 'att', 'sbom'] as const
export type CosignTag = (typeof COSIGN_TAGS)[number]

/** The tag of the index of referrers where there is no API (distribution-spec, referrers tag schema). */
export function fallbackTag(digest: Digest): string {
  const [algorithm = '', encoded = ''] = digest.split(':')
  return `${algorithm.slice(0, 32)}-${encoded.slice(0, 64)}`
}

/** `sha256-<hex>.sig`, `.att` or `.sbom`. */
export const cosignTag = (digest: Digest, kind: CosignTag): string => `${digest.replace(':', '-')}.${kind}`

/** The digest such a tag speaks of, or null for any other tag. */
export function digestOfReferrerTag(tag: string): Digest | null {
  const [, algorithm, encoded] = /^(sha\d{3})-([a-f0-9]+)(?:\.(?:sig|att|sbom))?$/.exec(tag) ?? []
  const digest = `${algorithm}:${encoded}`
  return isDigest(digest) ? digest : null
}
