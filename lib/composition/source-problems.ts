import { isAttestation } from '@/lib/oci/image-index'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { fixPlatform } from './entry-fix'
import type { OpenedEntry } from './open-sources'
import type { ResolvedChild } from './plan-types'
import type { ProblemFix } from './problems'
import type { RawProblem } from './raw-problem'
import type { SpecEntry } from './spec'

/** What every problem with a source is about, and the line it is shown on. */
export function aboutSource(spec: SpecEntry, entry: number) {
  return { entry, ref: spec.image, path: ['manifests', entry, 'image'] }
}

/** An entry of an opened index that is gone or cannot be read. `without`: the source listed without it. */
export function childProblem(
  spec: SpecEntry,
  entry: number,
  { descriptor, resolved }: ResolvedChild,
  without: readonly SpecEntry[] | null,
): RawProblem[] {
  if (resolved.status === 'present') return []
  const platform = descriptor.platform && formatPlatform(descriptor.platform)
  const what = isAttestation(descriptor) ? 'an attestation' : (platform ?? descriptor.digest)
  const about = { ...aboutSource(spec, entry), ...(platform && { platform }) }
  if (resolved.status === 'missing')
    return [
      {
        code: 'CHILD_MISSING',
        ...about,
        message: `${spec.image} lists ${what}, but the registry no longer has it (${descriptor.digest}).`,
        ...(without && !isAttestation(descriptor) && listFix(spec, entry, without)),
      },
    ]
  return [
    {
      code: 'SOURCE_UNREADABLE',
      ...about,
      message: `${what} of ${spec.image} could not be read: ${resolved.message}`,
    },
  ]
}

/** The source as these entries, with what the spec says of it said of each. Nothing left would be no index. */
function listFix(spec: SpecEntry, entry: number, listed: readonly SpecEntry[]): { fix?: ProblemFix } {
  const { annotations, artifactType, attestations } = spec
  const manifests = listed.flatMap(({ image, digest, platform }) =>
    digest
      ? [
          {
            image,
            digest,
            platform: fixPlatform(platform),
            annotations,
            ...(artifactType && { artifactType }),
            ...(attestations && { attestations }),
          },
        ]
      : [],
  )
  return manifests.length > 0 ? { fix: { kind: 'expand-entry', entry, manifests } } : {}
}

/** The spec asks an index of several images for a platform that none of them is. */
export function noneMatches(
  spec: SpecEntry,
  entry: number,
  platforms: readonly (Platform | null)[],
): RawProblem {
  const held = platforms.filter((platform) => platform !== null)
  const wanted = [spec.platform.os, spec.platform.architecture, spec.platform.variant]
    .filter(Boolean)
    .join('/')
  return {
    code: 'SOURCE_MISSING',
    ...aboutSource(spec, entry),
    path: ['manifests', entry, 'platform'],
    message: `${spec.image} holds no image for ${wanted || 'this platform'}; it has ${held.map(formatPlatform).join(', ') || 'none'}.`,
  }
}

/** The spec picks an entry by its digest, and the source has none of that digest. */
export function notPicked(spec: SpecEntry, entry: number): RawProblem {
  return {
    code: 'SOURCE_MISSING',
    ...aboutSource(spec, entry),
    path: ['manifests', entry, 'digest'],
    message: `${spec.image} holds no entry with the digest ${spec.digest}: it may have moved on since it was opened.`,
  }
}

export function indexOpened(
  spec: SpecEntry,
  entry: number,
  total: number,
  entries: readonly OpenedEntry[],
  listed: readonly SpecEntry[],
): RawProblem {
  const attestations = entries.filter((opened) => opened.attestation).length
  const counted = [
    count(entries.length - attestations, 'image'),
    ...(attestations > 0 ? [count(attestations, 'attestation')] : []),
  ].join(' and ')
  const left = total - entries.length
  return {
    code: 'INDEX_OPENED',
    ...aboutSource(spec, entry),
    message: `${spec.image} is itself an index: ${counted} taken${left > 0 ? `, ${left} left behind` : ''}.`,
    ...listFix(spec, entry, listed),
  }
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`
