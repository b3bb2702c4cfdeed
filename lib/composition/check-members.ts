import { isDigest } from '@/lib/oci/digest'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import { type FormatChoice, ociOnly } from './choose-format'
import type { RawProblem } from './raw-problem'
import { ATTESTATION_WORDS, type CompositionSpec } from './spec'
import { suggestKey } from './spec-keys'

/** Whether the members the spec sets mean something, and can be written in the format that was chosen. */
export function checkMembers(spec: CompositionSpec, format: FormatChoice): RawProblem[] {
  return [...checkFamily(spec, format), ...spec.manifests.flatMap(checkWords)]
}

/** Annotations of an entry stay out of it: tools write those into Docker lists, and engines read over them. */
function checkFamily(spec: CompositionSpec, { mediaType }: FormatChoice): RawProblem[] {
  if (mediaType !== DOCKER_LIST) return []
  const impossible = ociOnly(spec).filter(
    ({ path }) => path[0] !== 'annotations' || Object.keys(spec.annotations).length > 0,
  )
  return impossible.map(({ what, path }) => ({
    code: 'ANNOTATIONS_UNSUPPORTED',
    path,
    ...(typeof path[1] === 'number' && { entry: path[1] }),
    message: `A Docker manifest list cannot hold ${what}: write it as an OCI image index, or remove ${what === 'annotations' ? 'them' : 'it'}.`,
    fix: { kind: 'set-format', format: 'oci' },
  }))
}

function checkWords({ image, digest, attestations }: CompositionSpec['manifests'][number], entry: number) {
  const about = { entry, ref: image }
  const problems: RawProblem[] = []
  if (digest !== undefined && !isDigest(digest))
    problems.push({
      code: 'SOURCE_REFERENCE_INVALID',
      ...about,
      path: ['manifests', entry, 'digest'],
      message: `"${digest}" is not a digest: write sha256: and 64 hexadecimal digits, or leave it out.`,
    })
  if (attestations !== undefined && !ATTESTATION_WORDS.some((word) => word === attestations))
    problems.push({
      code: 'FORMAT_UNKNOWN',
      ...about,
      path: ['manifests', entry, 'attestations'],
      message: `"${attestations}" cannot be done with attestations: write ${suggestKey(attestations, ATTESTATION_WORDS) ?? 'keep or strip'}.`,
    })
  return problems
}
