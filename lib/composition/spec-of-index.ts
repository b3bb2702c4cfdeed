import type { Descriptor } from '@/lib/oci/descriptor'
import { attestationSubject, isAttestation } from '@/lib/oci/image-index'
import type { IndexManifest } from '@/lib/oci/manifest'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { buildIndex } from './build-index'
import { listEntries } from './list-entries'
import { ATTESTATIONS_LAST } from './planned-entry'
import { type CompositionSpec, FORMATS, type Format } from './spec'

export interface IndexAsSpec {
  spec: CompositionSpec
  /** Whether the spec, left as it is, gives the very bytes of the index again. */
  exact: boolean
}

/**
 * The spec that makes an existing index again, entry by entry, so that it can be edited. `reference` is where the
 * index was read; its tag becomes the target.
 */
export function specOfIndex({ registry, repository, tag }: Reference, index: IndexManifest): IndexAsSpec {
  const exact = FORMATS.find((profile) => writes(profile, index))
  const family = index.mediaType === DOCKER_LIST ? 'docker' : 'oci'
  const { annotations, artifactType, subject, digest, manifests } = index
  return {
    spec: {
      image: formatReference({ registry, repository, ...(tag && { tag }) }),
      tags: [],
      format: exact ?? family,
      mediaType: exact && LEAVES_CHOICE.has(exact) ? family : null,
      annotations,
      ...(artifactType && { artifactType }),
      ...(subject && { subject: subject.digest }),
      manifests: listEntries({ registry, repository, digest }, manifests),
    },
    exact: exact !== undefined,
  }
}

/** The profiles that write either media type, as the spec says. */
const LEAVES_CHOICE: ReadonlySet<Format> = new Set(['buildx', 'crane'])

function writes(profile: Format, index: IndexManifest): boolean {
  const { mediaType, manifests, annotations, artifactType, subject, raw } = index
  // Where the index names no platform, the plan reads the config.
  if (manifests.some(({ platform }) => !platform)) return false
  if (!LEAVES_CHOICE.has(profile) && (profile === 'oci') !== (mediaType !== DOCKER_LIST)) return false
  const bytes = buildIndex({
    profile,
    mediaType,
    entries: inOrderOf(profile, manifests),
    annotations,
    ...(artifactType && { artifactType }),
    // The spec names it by its digest alone, so that no more is known of it.
    ...(subject && {
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    }),
  })
  return bytes.length === raw.length && bytes.every((byte, i) => byte === raw[i])
}

/** Where the plan puts attestations: behind all images, or each behind its own. One without its image stays. */
function inOrderOf(profile: Format, entries: readonly Descriptor[]): Descriptor[] {
  const images = new Set(entries.filter((it) => !isAttestation(it)).map(({ digest }) => digest))
  const travels = (it: Descriptor) => isAttestation(it) && images.has(attestationSubject(it) ?? '')
  const listed = entries.filter((it) => !travels(it))
  const travelling = entries.filter(travels)
  if (ATTESTATIONS_LAST.has(profile)) return [...listed, ...travelling]
  const of = ({ digest }: Descriptor) => travelling.filter((it) => attestationSubject(it) === digest)
  return listed.flatMap((entry) => [entry, ...of(entry)])
}
