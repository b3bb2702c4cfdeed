import type { Descriptor } from '@/lib/oci/descriptor'
import { DOCKER_LIST, familyOf, OCI_INDEX } from '@/lib/oci/media-type'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { closest, refusal } from './attempt'
import { configuredDescriptor } from './crane'
import { type CommandPart, shellCommand, shellOption } from './shell-words'
import type { ToolExport } from './tool-export'
import type { WantedEntry, WantedIndex } from './wanted-index'

const TOOL = 'docker manifest'
const BECAUSE = {
  'media type': 'docker manifest goes by the kind of the first entry',
  annotations: 'docker manifest has no annotations',
  artifactType: 'docker manifest has no option for it',
  subject: 'docker manifest has no option for it',
  order: 'docker manifest sorts entries by the name of their source',
  entry: 'docker manifest keeps one entry for each source',
  platform: 'docker manifest can only add to what the image’s config says',
  'entry annotations': 'docker manifest has no annotations',
  descriptor: 'docker manifest writes only type, digest, size and platform',
}
/** docker/cli, cli/command/manifest/util.go `validOSArches`; asked by `annotate` alone. */
const ANNOTATABLE: Readonly<Record<string, string>> = {
  darwin: '386 amd64 arm arm64',
  dragonfly: 'amd64',
  freebsd: '386 amd64 arm',
  linux: '386 amd64 arm arm64 ppc64le mips64 mips64le riscv64 s390x',
  netbsd: '386 amd64 arm',
  openbsd: '386 amd64 arm',
  plan9: '386 amd64',
  solaris: 'amd64',
  windows: '386 amd64',
}

/** `docker manifest create`, `annotate` where the config says something else, and `push`; once for every tag. */
export function exportDockerManifest(wanted: WantedIndex): ToolExport {
  const elsewhere = wanted.entries.find(({ registry }) => registry !== wanted.registry)
  if (elsewhere)
    return refusal(
      TOOL,
      `docker manifest copies nothing between registries, and ${elsewhere.name} is on ${elsewhere.registry}.`,
    )
  const sources = [...new Map(wanted.entries.map((entry) => [referenceOf(entry), sourceOf(entry)])).values()]
  if (sources.some(({ written: { platform } }) => !platform?.os || !platform.architecture))
    return refusal(TOOL, 'docker manifest refuses an entry that has no platform.')
  const unknown = sources.find(({ options, written }) => options.length > 0 && !annotatable(written.platform))
  if (unknown?.written.platform)
    return refusal(
      TOOL,
      `docker manifest refuses to set the platform ${formatPlatform(unknown.written.platform)}: its fixed table does not have it.`,
    )
  const sorted = sources.toSorted((a, b) => (a.file < b.file ? -1 : 1))
  const oci = familyOf(sorted[0]?.written.mediaType ?? '') === 'oci'
  return closest(TOOL, wanted, BECAUSE, [
    {
      lines: [wanted.tag, ...wanted.extraTags].flatMap((tag) =>
        linesFor(`${wanted.repository}:${tag}`, sources),
      ),
      written: {
        mediaType: oci ? OCI_INDEX : DOCKER_LIST,
        manifests: sorted.map(({ written }) => written),
        annotations: {},
      },
      bytes: [{ profile: 'pushml', version: 'docker 28.5' }],
    },
  ])
}

interface Source {
  reference: string
  /** Where docker keeps it: entries are written in the order of these names. */
  file: string
  options: CommandPart[]
  written: Descriptor
}

const referenceOf = ({ repository, descriptor }: WantedEntry) => `${repository}@${descriptor.digest}`

function sourceOf(entry: WantedEntry): Source {
  const reference = referenceOf(entry)
  const { platform: wanted } = entry.descriptor
  const { platform: read, ...written } = configuredDescriptor(entry)
  const platform = wanted ? { ...read, ...definedOf(wanted) } : read
  return {
    reference,
    file: reference.replaceAll(':', '-').replaceAll('/', '_'),
    options: wanted ? annotateOptions(wanted, read) : [],
    written: { ...written, ...(platform && { platform }) },
  }
}

/** What `annotate` can set: no CPU features. */
function definedOf({ features: _, ...platform }: Platform): Platform {
  return platform
}

function annotateOptions(wanted: Platform, read: Platform | undefined): CommandPart[] {
  const option = (name: string, key: 'os' | 'architecture' | 'variant' | 'os.version') =>
    wanted[key] && wanted[key] !== read?.[key] ? [shellOption(name, wanted[key])] : []
  const features = wanted['os.features'] ?? []
  return [
    ...option('--os', 'os'),
    ...option('--arch', 'architecture'),
    ...option('--variant', 'variant'),
    ...option('--os-version', 'os.version'),
    ...(features.length > 0 && features.join() !== read?.['os.features']?.join()
      ? [shellOption('--os-features', features.join(','))]
      : []),
  ]
}

function annotatable(platform: Platform | undefined): boolean {
  if (!platform) return false
  return ANNOTATABLE[platform.os]?.split(' ').includes(platform.architecture) ?? false
}

function linesFor(target: string, sources: readonly Source[]): string[] {
  return [
    shellCommand([['docker', 'manifest', 'create', target], ...sources.map(({ reference }) => [reference])]),
    ...sources
      .filter(({ options }) => options.length > 0)
      .map(({ reference, options }) =>
        shellCommand([['docker', 'manifest', 'annotate'], ...options, [target], [reference]]),
      ),
    shellCommand([['docker', 'manifest', 'push', '--purge', target]]),
  ]
}
