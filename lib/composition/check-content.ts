import { attestationSubject } from '@/lib/oci/image-index'
import { familyOf, isForeignLayerType, mediaTypeInWords } from '@/lib/oci/media-type'
import { formatPlatform } from '@/lib/oci/platform'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { removeFix } from './entry-fix'
import type { PlannedEntry } from './planned-entry'
import type { RawProblem } from './raw-problem'

/** What the entries are, beside their platforms: kinds, families, where they come from. */
export function checkContent(
  entries: readonly PlannedEntry[],
  mediaType: string,
  target: Reference | null,
): RawProblem[] {
  return [
    ...entries.flatMap((entry) => checkKind(entries, entry)),
    ...checkOrphans(entries),
    ...checkFamilies(entries, mediaType),
    ...checkOrigins(entries, target),
    ...checkForeignLayers(entries),
    ...checkShared(entries),
    ...checkUntagged(entries, target),
  ]
}

function about({ entry, source, platform }: PlannedEntry) {
  return {
    entry,
    ref: source,
    path: ['manifests', entry, 'image'],
    ...(platform && { platform: formatPlatform(platform) }),
  }
}

function checkKind(all: readonly PlannedEntry[], entry: PlannedEntry): RawProblem[] {
  const { manifest, source } = entry
  if (!manifest || entry.attestation || manifest.kind === 'image') return []
  if (manifest.kind === 'schema1')
    return [
      {
        code: 'SCHEMA1',
        ...about(entry),
        message: `${source} is an image of the old schema 1, which no index can hold: push it again with a current client.`,
        ...removeFix(all, entry),
      },
    ]
  const what =
    manifest.kind === 'artifact'
      ? `an artifact (${manifest.artifactType})`
      : mediaTypeInWords(entry.mediaType)
  return [
    {
      code: 'NOT_AN_IMAGE',
      ...about(entry),
      message: `${source} is ${what}, not an image anyone can run.`,
      ...removeFix(all, entry),
    },
  ]
}

/** Opened indexes leave such attestations behind; one that the spec lists itself stays, and is told. */
function checkOrphans(entries: readonly PlannedEntry[]): RawProblem[] {
  const digests = new Set(entries.map(({ digest }) => digest))
  return entries
    .filter((entry) => entry.attestation && !digests.has(attestationSubject(entry) ?? ''))
    .map((entry) => {
      const subject = attestationSubject(entry)
      const message = subject
        ? `${entry.source} describes ${subject}, which is not in this index.`
        : `${entry.source} is an attestation, but does not say which image it describes.`
      return { code: 'ATTESTATION_ORPHAN', ...about(entry), message, ...removeFix(entries, entry) }
    })
}

function checkFamilies(entries: readonly PlannedEntry[], mediaType: string): RawProblem[] {
  const own = familyOf(mediaType)
  const others = entries.filter((entry) => {
    const family = familyOf(entry.mediaType)
    return family !== null && family !== own
  })
  const [first] = others
  if (!first) return []
  const all = others.length === entries.length
  const some = `${others.length} of ${entries.length} entries ${others.length === 1 ? 'is' : 'are'}`
  const [index, family] =
    own === 'docker' ? ['a Docker manifest list', 'OCI'] : ['an OCI image index', 'Docker']
  return [
    {
      code: 'MIXED_MEDIA_TYPES',
      ...(!all && about(first)),
      message: `This is ${index}, but ${all ? 'every entry is' : some} of the ${family} kind; older engines and strict registries refuse that.`,
      ...(own === 'docker' && { fix: { kind: 'set-format', format: 'oci' } }),
    },
  ]
}

/** Once a source, however many entries it gave. */
function checkOrigins(entries: readonly PlannedEntry[], target: Reference | null): RawProblem[] {
  if (!target) return []
  const firsts = new Map<number, PlannedEntry>()
  for (const entry of entries) if (!firsts.has(entry.entry)) firsts.set(entry.entry, entry)
  const bySpec = [...firsts.values()].sort((a, b) => a.entry - b.entry)
  return bySpec.flatMap((entry): RawProblem[] => {
    const parsed = parseReference(entry.source)
    if (!parsed.ok) return []
    const { registry, repository } = parsed.value
    const { platform: _all, ...subject } = about(entry)
    if (registry !== target.registry)
      return [
        {
          code: 'CROSS_REGISTRY',
          ...subject,
          message: `${entry.source} is on another registry than ${target.registry}, so its blobs have to be copied.`,
        },
      ]
    if (repository === target.repository) return []
    return [
      {
        code: 'CROSS_REPOSITORY',
        ...subject,
        message: `${entry.source} comes from another repository: its blobs are mounted into ${target.repository}.`,
      },
    ]
  })
}

function checkForeignLayers(entries: readonly PlannedEntry[]): RawProblem[] {
  return entries.flatMap((entry) => {
    const layers = entry.manifest?.kind === 'image' ? entry.manifest.layers : []
    const foreign = layers.filter((layer) => isForeignLayerType(layer.mediaType)).length
    if (foreign === 0) return []
    const message = `${foreign} of ${layers.length} layers of ${entry.source} stay with their publisher and are not copied.`
    return [{ code: 'FOREIGN_LAYERS', ...about(entry), message }]
  })
}

function checkShared(entries: readonly PlannedEntry[]): RawProblem[] {
  const digests = [...new Set(entries.map(({ digest }) => digest))]
  return digests.flatMap((digest) => {
    const same = entries.filter((entry) => entry.digest === digest)
    const [first, second] = same
    if (!first || !second) return []
    const platforms = same.map(({ platform }) => (platform ? formatPlatform(platform) : 'no platform'))
    const message = `${first.source} is one image listed ${same.length} times, for ${platforms.join(' and ')}.`
    return [{ code: 'SHARED_DIGEST', ...about(second), message }]
  })
}

/** Children by digest alone: what deletes untagged manifests deletes them from under the index. */
function checkUntagged(entries: readonly PlannedEntry[], target: Reference | null): RawProblem[] {
  if (!target) return []
  const images = entries.filter(({ attestation }) => !attestation)
  const untagged = images.filter(({ source, opened }) => {
    const parsed = parseReference(source)
    if (opened || !parsed.ok) return true
    const { registry, repository, tag, digest } = parsed.value
    return registry !== target.registry || repository !== target.repository || !tag || Boolean(digest)
  })
  if (untagged.length === 0) return []
  const who = untagged.length === images.length ? 'No image' : `${untagged.length} of ${images.length} images`
  const has = untagged.length === images.length || untagged.length === 1 ? 'has' : 'have'
  const tag = untagged.length === images.length ? 'a tag of its own' : 'no tag of their own'
  return [
    {
      code: 'GC_RISK',
      path: ['image'],
      message: `${who} of this index ${has} ${tag} in ${target.repository}: "garbage-collect -m" and jobs that delete untagged manifests would break it.`,
    },
  ]
}
