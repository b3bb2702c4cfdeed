import type { Descriptor } from '@/lib/oci/descriptor'
import { isAttestation } from '@/lib/oci/image-index'
import { DOCKER_LIST, familyOf, OCI_INDEX } from '@/lib/oci/media-type'
import { formatPlatform, normalizePlatform, type Platform, parsePlatform } from '@/lib/oci/platform'
import { FORMATS } from '../spec'
import { type Attempt, closest, type Refusal } from './attempt'
import { expressible } from './key-value'
import { type NamedSource, nameEach, nameWhole } from './name-sources'
import { type CommandPart, shellCommand, shellOption } from './shell-words'
import type { ExportFile, ToolExport } from './tool-export'
import type { WantedEntry, WantedIndex } from './wanted-index'

const TOOL = 'docker buildx imagetools'
/** Whose bytes were captured. */
const VERSION = 'buildx 0.28'
const BECAUSE = {
  'media type': 'buildx writes a Docker manifest list when every entry is Docker, else an OCI image index',
  annotations: 'buildx writes annotations into OCI image indexes only, and their names must not contain "="',
  artifactType: 'buildx has no option for it',
  subject: 'buildx has no option for it',
  order: 'buildx leaves attestations beside their image',
  entry: 'buildx writes one entry for each digest',
  platform:
    'buildx takes the platform from the image’s config, without details, for images of other repositories',
  'entry annotations':
    'buildx finds the entry by its platform, which must be there once, and needs an OCI image index',
  descriptor: 'buildx does not take it over',
}

/** `docker buildx imagetools create`, with a descriptor file an entry where references alone do not do. */
export function exportBuildx(wanted: WantedIndex): ToolExport {
  return closest(TOOL, wanted, BECAUSE, [
    byReference(wanted, nameWhole(wanted.entries)),
    byReference(wanted, nameEach(wanted.entries)),
    byDescriptor(wanted),
  ])
}

function byReference(wanted: WantedIndex, sources: readonly NamedSource[]): Attempt | Refusal {
  const [only, ...others] = sources
  if (only?.whole && others.length === 0 && !isAnnotated(wanted, only)) return copied(wanted, only)
  const found = sources.flatMap(({ entries, whole }) =>
    entries.map((entry) => (whole ? entry.descriptor : resolved(entry))),
  )
  return attempt(wanted, found, {
    parts: sources.map(({ reference }) => [reference]),
    files: [],
    annotates: true,
  })
}

/** With annotations to add, buildx writes even a single index anew. */
const isAnnotated = ({ digest, contents }: WantedIndex, { entries: [first] }: NamedSource) =>
  first.origin?.index !== digest && Object.keys(expressible(contents.annotations)).length > 0

/** A single index is copied as it is. Where that is not the wanted one, it may say more. */
function copied({ digest, contents, ...wanted }: WantedIndex, source: NamedSource): Attempt {
  const same = source.entries[0].origin?.index === digest
  return {
    lines: [shellCommand([...createInto(wanted), [source.reference]])],
    written: contents,
    notes: same
      ? []
      : [
          'The source index itself would get the tag, with its own digest and annotations: buildx copies a single index as it is.',
        ],
    bytes: same ? FORMATS.map((profile) => ({ profile, version: VERSION })) : [],
  }
}

function createInto({ repository, tag, extraTags }: Pick<WantedIndex, 'repository' | 'tag' | 'extraTags'>) {
  const tags = [tag, ...extraTags].map((name) => ['--tag', `${repository}:${name}`])
  return [['docker', 'buildx', 'imagetools', 'create'], ...tags]
}

/** Descriptor files name no repository: buildx then looks in the target's. */
function byDescriptor(wanted: WantedIndex): Attempt | Refusal {
  const elsewhere = wanted.entries.find(({ repository }) => repository !== wanted.repository)
  if (elsewhere)
    return {
      refused: `buildx reads descriptors from the target’s repository alone, not ${elsewhere.repository}.`,
    }
  const files = wanted.entries.map(({ descriptor }, place) => ({
    name: `entry-${place + 1}.json`,
    content: `${JSON.stringify(descriptor)}\n`,
  }))
  const found = wanted.entries.map((entry) =>
    entry.descriptor.platform ? entry.descriptor : resolved(entry),
  )
  return attempt(wanted, found, {
    parts: files.map(({ name }) => ['--file', name]),
    files,
    annotates: false,
  })
}

interface Sources {
  parts: readonly CommandPart[]
  files: ExportFile[]
  /** Whether annotations of entries have to be said by options. */
  annotates: boolean
}

function attempt(
  { contents, ...wanted }: WantedIndex,
  found: readonly Descriptor[],
  { parts, files, annotates }: Sources,
): Attempt {
  const once = merged(found)
  const docker = once.every(({ mediaType }) => familyOf(mediaType) === 'docker')
  const annotations = docker ? {} : expressible(contents.annotations)
  const described = docker || !annotates ? [] : describable(contents.manifests, once)
  const options = [
    ...Object.entries(annotations).map(([key, value]) =>
      shellOption('--annotation', `index:${key}=${value}`),
    ),
    ...described.map((it) =>
      shellOption('--annotation', `manifest-descriptor[${it.platform}]:${it.key}=${it.value}`),
    ),
  ]
  return {
    lines: [shellCommand([...createInto(wanted), ...options, ...parts])],
    files,
    written: {
      mediaType: docker ? DOCKER_LIST : OCI_INDEX,
      manifests: once.map((descriptor) => withAnnotations(descriptor, described)),
      annotations,
    },
    bytes: [{ profile: 'buildx', version: VERSION }],
  }
}

interface DescribedEntry {
  digest: string
  platform: string
  key: string
  value: string
}

/** The annotations of images that can be said by `manifest-descriptor[platform]`. */
function describable(wanted: readonly Descriptor[], written: readonly Descriptor[]): DescribedEntry[] {
  const platforms = written.map(({ platform }) => platform && bare(platform))
  return wanted
    .filter((it) => !isAttestation(it))
    .flatMap(({ digest, annotations = {} }) => {
      const place = written.findIndex((it) => it.digest === digest)
      const platform = platforms[place]
      const lacks = Object.entries(expressible(annotations)).filter(
        ([key, value]) => written[place]?.annotations?.[key] !== value,
      )
      // buildx looks at every platform, and crashes on an entry that has none.
      if (platforms.some((it) => !it)) return []
      if (!platform || !/^[\w/-]+$/.test(platform) || !readsBack(platform)) return []
      if (platforms.filter((other) => other === platform).length > 1) return []
      return lacks.map(([key, value]) => ({ digest, platform, key, value }))
    })
}

function withAnnotations(descriptor: Descriptor, described: readonly DescribedEntry[]): Descriptor {
  const own = described.filter(({ digest }) => digest === descriptor.digest)
  if (own.length === 0) return descriptor
  const added = Object.fromEntries(own.map(({ key, value }) => [key, value]))
  return { ...descriptor, annotations: { ...descriptor.annotations, ...added } }
}

const bare = ({ os, architecture, variant }: Platform) =>
  [os, architecture, variant].filter((part) => part !== undefined).join('/')

/** buildx parses the platform of an option, and aliases come out canonical: then no entry has it. */
function readsBack(platform: string): boolean {
  const parsed = parsePlatform(platform)
  return parsed.ok && formatPlatform(parsed.value) === platform
}

/** What it reads from a config: normalised, without the details, and half a platform where there is none. */
function resolved({ descriptor, configured }: WantedEntry): Descriptor {
  const { mediaType, digest, size } = descriptor
  const { os, architecture, variant } = configured
    ? normalizePlatform(configured)
    : { os: 'linux', architecture: '', variant: '' }
  return { mediaType, digest, size, platform: { os, architecture, ...(variant && { variant }) } }
}

/** The same digest again only adds to the first. */
function merged(descriptors: readonly Descriptor[]): Descriptor[] {
  const byDigest = new Map<string, Descriptor>()
  for (const next of descriptors) {
    const before = byDigest.get(next.digest)
    const annotations = { ...before?.annotations, ...next.annotations }
    const platform = next.platform ?? before?.platform
    byDigest.set(next.digest, {
      ...(before ?? next),
      ...(platform && { platform }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    })
  }
  return [...byDigest.values()]
}
