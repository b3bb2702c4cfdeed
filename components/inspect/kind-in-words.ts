import { DOCKER_LIST, mediaTypeInWords, OCI_INDEX } from '@/lib/oci/media-type'

/** What a manifest is, with the other word people may know it by. */
export function kindInWords(mediaType: string, artifactType: string | null): string {
  if (mediaType === OCI_INDEX) return 'OCI image index (a manifest list)'
  if (mediaType === DOCKER_LIST) return 'Docker manifest list (an image index)'
  if (artifactType !== null) return artifactInWords(artifactType)
  return mediaTypeInWords(mediaType)
}

/** The artifacts people meet, by their type. */
export function artifactInWords(artifactType: string): string {
  return ARTIFACTS.find(([pattern]) => pattern.test(artifactType))?.[1] ?? 'Artifact'
}

const ARTIFACTS: readonly [RegExp, string][] = [
  [/helm/, 'Helm chart'],
  [/cosign|sigstore|notary/, 'Signature'],
  [/spdx|cyclonedx|syft/, 'SBOM (list of ingredients)'],
  [/in-toto/, 'Attestation'],
  [/wasm/, 'WebAssembly module'],
]
