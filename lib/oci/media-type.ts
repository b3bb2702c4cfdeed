/** The media types of the OCI image-spec (media-types.md) and of Docker's image manifest version 2. */
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
export const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json'
export const OCI_EMPTY = 'application/vnd.oci.empty.v1+json'
export const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json'
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'
export const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json'

/** Always all four: a registry asked for fewer converts, invents or denies what it holds. */
export const MANIFEST_ACCEPT = [OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST] as const

export type Family = 'oci' | 'docker'

/** Which specification a media type belongs to; null for neither. */
export function familyOf(mediaType: string): Family | null {
  if (mediaType.startsWith('application/vnd.oci.')) return 'oci'
  if (mediaType.startsWith('application/vnd.docker.')) return 'docker'
  return null
}

export const isIndexType = (mediaType: string): boolean =>
  mediaType === OCI_INDEX || mediaType === DOCKER_LIST

export const isImageManifestType = (mediaType: string): boolean =>
  mediaType === OCI_MANIFEST || mediaType === DOCKER_MANIFEST

export const isSchema1Type = (mediaType: string): boolean =>
  mediaType === 'application/vnd.docker.distribution.manifest.v1+json' ||
  mediaType === 'application/vnd.docker.distribution.manifest.v1+prettyjws'

/** Configs a container runtime can run; any other makes the manifest an artifact. */
export const isImageConfigType = (mediaType: string): boolean =>
  mediaType === OCI_CONFIG || mediaType === DOCKER_CONFIG

/** Layers the registry does not hold: clients fetch them from their publisher. */
export const isForeignLayerType = (mediaType: string): boolean =>
  mediaType.includes('.nondistributable.') || mediaType.includes('.foreign.')

/** A content type without its parameters, in lower case. */
export function bareMediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
}

/** What people call a manifest's media type. */
export function mediaTypeInWords(mediaType: string): string {
  return WORDS.get(mediaType) ?? mediaType
}

const WORDS = new Map<string, string>([
  [OCI_INDEX, 'OCI image index'],
  [OCI_MANIFEST, 'OCI image manifest'],
  [OCI_CONFIG, 'OCI image config'],
  [DOCKER_LIST, 'Docker manifest list'],
  [DOCKER_MANIFEST, 'Docker image manifest'],
  [DOCKER_CONFIG, 'Docker image config'],
  ['application/vnd.docker.distribution.manifest.v1+json', 'Docker image manifest, schema 1'],
  ['application/vnd.docker.distribution.manifest.v1+prettyjws', 'Docker image manifest, schema 1'],
])
