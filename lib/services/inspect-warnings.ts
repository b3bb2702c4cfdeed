import 'server-only'
import type { InspectedPlatform, InspectResponse, InspectWarning } from '@/lib/contract/inspect'
import type { Manifest } from '@/lib/oci/manifest'
import { familyOf } from '@/lib/oci/media-type'
import { platformKey } from '@/lib/oci/platform'
import { asPlatform, platformName } from './inspect-entry'
import { ENTRIES_MAX, type ReadIndex } from './read-entries'
import { SCHEMA1_SENTENCE } from './tag-content'

type Platforms = readonly InspectedPlatform[]

/** What people should know about an image before they trust it. */
export function inspectWarnings(
  manifest: Manifest,
  content: ReadIndex,
  { platforms, attestations }: Pick<InspectResponse, 'platforms' | 'attestations'>,
): InspectWarning[] {
  if (manifest.kind === 'schema1') return [warning('SCHEMA1', null, SCHEMA1_SENTENCE)]
  if (manifest.kind === 'unknown') {
    return [warning('MANIFEST_UNKNOWN_TYPE', null, `Manifold cannot read this manifest. ${manifest.reason}`)]
  }
  if (manifest.kind === 'artifact') {
    return [
      warning(
        'NOT_AN_IMAGE',
        null,
        `This is an artifact of type ${manifest.artifactType}, not a container image.`,
      ),
    ]
  }
  if (manifest.kind === 'image') return platforms.flatMap(imageWarnings)
  const ofEntries = platforms.flatMap(entryWarnings)
  return [
    ...ofEntries,
    ...duplicateWarnings(platforms),
    ...attestationWarnings(attestations),
    ...nestedWarnings(content),
    ...mixedWarnings(platforms),
  ]
}

const warning = (code: InspectWarning['code'], entry: number | null, message: string): InspectWarning => ({
  code,
  entry,
  message,
})

/** Of an image by itself, which is no entry of anything. */
function imageWarnings(platform: InspectedPlatform): InspectWarning[] {
  return entryWarnings(platform).map((found) =>
    found.code === 'PLATFORM_EMPTY'
      ? { ...found, message: 'Its config names no platform: nothing tells which machines it runs on.' }
      : found,
  )
}

function entryWarnings(platform: InspectedPlatform): InspectWarning[] {
  const { entry, status, problem, config, kind, artifactType } = platform
  const name = platformName(platform)
  const found: InspectWarning[] = []
  if (config && config.status !== 'present') {
    found.push(
      warning('CONFIG_UNREADABLE', entry, `${name}: its config cannot be read. ${problem ?? ''}`.trim()),
    )
  } else if (status !== 'present') {
    const code = status === 'missing' ? 'CHILD_MISSING' : 'CHILD_UNREADABLE'
    found.push(warning(code, entry, `${name}: ${problem ?? 'it cannot be read.'}`))
  }
  if (kind === 'artifact') {
    found.push(
      warning(
        'NOT_AN_IMAGE',
        entry,
        `Entry ${entry + 1} is an artifact of type ${artifactType}, not an image.`,
      ),
    )
  }
  if (kind === 'unknown' && status === 'present') {
    found.push(
      warning('MANIFEST_UNKNOWN_TYPE', entry, `Entry ${entry + 1} is of a type Manifold cannot read.`),
    )
  }
  return [...found, ...platformWarnings(platform)]
}

function platformWarnings({ entry, platform, config, kind }: InspectedPlatform): InspectWarning[] {
  const declared = platform && asPlatform(platform)
  const actual = config?.platform && asPlatform(config.platform)
  if (kind === 'image' && config?.status === 'present' && !declared?.os && !actual?.os) {
    return [
      warning(
        'PLATFORM_EMPTY',
        entry,
        `Entry ${entry + 1} names no platform, and its config does not either.`,
      ),
    ]
  }
  if (!declared || !actual) return []
  const bare = ({ os, architecture }: typeof actual) => platformKey({ os, architecture })
  if (bare(declared) === bare(actual)) return []
  return [
    warning(
      'PLATFORM_MISDECLARED',
      entry,
      `Entry ${entry + 1} is declared as ${bare(declared)}, but its config says ${bare(actual)}.`,
    ),
  ]
}

function duplicateWarnings(platforms: Platforms): InspectWarning[] {
  const first = new Map<string, number>()
  return platforms.flatMap(({ entry, platform }) => {
    if (!platform?.os || platform.os === 'unknown') return []
    const key = platformKey(asPlatform(platform))
    const earlier = first.get(key)
    if (earlier === undefined) {
      first.set(key, entry)
      return []
    }
    const message = `Entries ${earlier + 1} and ${entry + 1} are both ${key}: clients take the first and never the other.`
    return [warning('PLATFORM_DUPLICATE', entry, message)]
  })
}

function attestationWarnings(attestations: InspectResponse['attestations']): InspectWarning[] {
  return attestations.flatMap(({ digest, attached }) =>
    attached
      ? []
      : [
          warning(
            'ATTESTATION_ORPHAN',
            null,
            `The attestation ${digest} describes an image that is not in this index.`,
          ),
        ],
  )
}

function nestedWarnings({ nested, leftOut }: ReadIndex): InspectWarning[] {
  const warnings = nested.map((entry) =>
    warning('NESTED_INDEX', entry, `Entry ${entry + 1} is an index itself; many clients do not look inside.`),
  )
  if (leftOut === 0) return warnings
  const message = `Only the first ${ENTRIES_MAX} entries are shown; ${leftOut} more are not read.`
  return [...warnings, warning('TOO_MANY_ENTRIES', null, message)]
}

function mixedWarnings(platforms: Platforms): InspectWarning[] {
  const families = new Set(platforms.map(({ mediaType }) => familyOf(mediaType)))
  if (!families.has('oci') || !families.has('docker')) return []
  return [
    warning(
      'MIXED_MEDIA_TYPES',
      null,
      'Some images of this index are OCI, others Docker; old clients read one only.',
    ),
  ]
}
