import type { Descriptor } from '@/lib/oci/descriptor'
import { attestationType } from '@/lib/oci/image-index'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { writeSpecYaml } from '../spec-write'
import { type Attempt, closest, type Refusal, refusal } from './attempt'
import { platformIsValid } from './manifest-tool-platforms'
import { type NamedSource, nameEach, nameWhole } from './name-sources'
import { shellCommand } from './shell-words'
import type { ToolExport } from './tool-export'
import type { WantedEntry, WantedIndex } from './wanted-index'

const TOOL = 'manifest-tool'
const BECAUSE = {
  artifactType: 'the YAML of manifest-tool has no artifactType',
  subject: 'the YAML of manifest-tool has no subject',
  order: 'manifest-tool puts attestations after all images',
  platform: 'manifest-tool has no CPU features, and fills what is left open from the image’s config',
  'entry annotations': 'the YAML of manifest-tool has no annotations for entries',
  descriptor: 'the YAML of manifest-tool names images and platforms only',
}

/** `manifest-tool push from-spec`: the YAML it reads, and the command. Behaves as version 2.2. */
export function exportManifestTool(wanted: WantedIndex): ToolExport {
  const elsewhere = wanted.entries.find(({ registry }) => registry !== wanted.registry)
  if (elsewhere)
    return refusal(
      TOOL,
      `manifest-tool copies nothing between registries, and ${elsewhere.name} is on ${elsewhere.registry}.`,
    )
  return closest(TOOL, wanted, BECAUSE, [
    attempt(wanted, nameWhole(wanted.entries)),
    attempt(wanted, nameEach(wanted.entries)),
  ])
}

function attempt(wanted: WantedIndex, sources: readonly NamedSource[]): Attempt | Refusal {
  const descriptors = sources.flatMap(({ entries, whole }) =>
    entries.map((entry) => (whole ? entry.descriptor : resolved(entry))),
  )
  const refused = refusedSource(sources) ?? refusedList(descriptors)
  if (refused) return { refused }
  const docker = wanted.contents.mediaType === DOCKER_LIST
  const name = `${wanted.repository.split('/').at(-1)}.yaml`
  const type = docker ? 'docker' : 'oci'
  return {
    lines: [shellCommand([['manifest-tool', 'push', '--type', type, 'from-spec', name]])],
    files: [{ name, content: yamlOf(wanted, sources) }],
    written: {
      mediaType: wanted.contents.mediaType,
      annotations: wanted.contents.annotations,
      manifests: [...descriptors.filter((it) => !travels(it)), ...descriptors.filter(travels)],
    },
    bytes: docker
      ? [
          { profile: 'docker', version: 'manifest-tool 2' },
          { profile: 'pushml', version: 'manifest-tool 1.0' },
        ]
      : [{ profile: 'oci', version: 'manifest-tool 2.2' }],
  }
}

function yamlOf(
  { repository, tag, extraTags, contents }: WantedIndex,
  sources: readonly NamedSource[],
): string {
  return writeSpecYaml({
    image: `${repository}:${tag}`,
    tags: [...extraTags],
    format: null,
    mediaType: null,
    annotations: { ...contents.annotations },
    manifests: sources.map(({ reference, entries: [{ descriptor }], whole }) => {
      const { features: _, ...platform } = descriptor.platform ?? { os: '', architecture: '' }
      return { image: reference, platform: whole ? {} : platform, annotations: {} }
    }),
  })
}

/** It tells attestations by their annotation alone. */
const travels = (descriptor: Descriptor) => attestationType(descriptor) === 'attestation-manifest'

/** What it makes of an image it is given a platform for: gaps are filled from the config. */
function resolved({ descriptor, configured }: WantedEntry): Descriptor {
  const { mediaType, digest, size } = descriptor
  return { mediaType, digest, size, platform: resolvedPlatform(descriptor.platform, configured) }
}

function resolvedPlatform(written: Platform | undefined, configured: Platform | null): Platform {
  const { os, architecture } = written ?? configured ?? { os: '', architecture: '' }
  const variant = written?.variant ?? configured?.variant
  const version = written?.['os.version'] ?? configured?.['os.version']
  const features = written?.['os.features'] ?? configured?.['os.features']
  return {
    os,
    architecture,
    ...(variant && { variant }),
    ...(version && { 'os.version': version }),
    ...(features && { 'os.features': features }),
  }
}

function refusedSource(sources: readonly NamedSource[]): string | null {
  for (const { entries, whole } of sources) {
    const [entry] = entries
    if (whole) {
      const bare = entries.find(({ descriptor }) => !descriptor.platform && !travels(descriptor))
      if (bare) return 'manifest-tool crashes on an index with an entry that has no platform.'
      continue
    }
    if (travels(entry.descriptor))
      return `manifest-tool takes an attestation only along with the whole index it is in, and ${entry.name} comes without the rest of its own. Strip the attestations, or take the index whole.`
    const { platform } = resolved(entry)
    if (platform && !platformIsValid(platform))
      return `manifest-tool refuses the platform ${formatPlatform(platform)}: its fixed table does not have it.`
  }
  return null
}

function refusedList(descriptors: readonly Descriptor[]): string | null {
  const seen = new Set<string>()
  for (const { platform } of descriptors.filter((it) => !travels(it))) {
    const { os, architecture, variant, ...details } = platform ?? { os: '', architecture: '' }
    const key = JSON.stringify([os, architecture, variant, details['os.version'], details['os.features']])
    if (platform && seen.has(key))
      return `manifest-tool refuses two entries of the same platform, and ${formatPlatform(platform)} stands there twice.`
    seen.add(key)
  }
  return null
}
