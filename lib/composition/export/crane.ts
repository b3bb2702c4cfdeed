import type { Descriptor } from '@/lib/oci/descriptor'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import { type Attempt, closest } from './attempt'
import { type NamedSource, nameEach, nameWhole } from './name-sources'
import { shellCommand } from './shell-words'
import type { ToolExport } from './tool-export'
import type { WantedEntry, WantedIndex } from './wanted-index'

const BECAUSE = {
  annotations: 'crane writes no annotations into an index',
  artifactType: 'crane has no option for it',
  subject: 'crane has no option for it',
  order: 'crane leaves attestations beside their image',
  platform: 'crane takes the platform from the image’s config',
  'entry annotations': 'crane keeps annotations only of an index that is taken whole',
  descriptor: 'crane keeps it only of an index that is taken whole',
}

/** `crane index append` onto nothing, and `crane tag` for the other tags. */
export function exportCrane(wanted: WantedIndex): ToolExport {
  return closest('crane', wanted, BECAUSE, [
    attempt(wanted, nameWhole(wanted.entries)),
    attempt(wanted, nameEach(wanted.entries)),
  ])
}

function attempt(
  { contents: { mediaType }, repository, tag, extraTags }: WantedIndex,
  sources: readonly NamedSource[],
): Attempt {
  const target = `${repository}:${tag}`
  const typed = sources.filter(({ entries: [{ configured }], whole }) => !whole && !configured)
  return {
    lines: [
      shellCommand([
        ['crane', 'index', 'append'],
        ...(mediaType === DOCKER_LIST ? [['--docker-empty-base']] : []),
        ...sources.map(({ reference }) => ['--manifest', reference]),
        ['--tag', target],
      ]),
      ...extraTags.map((extra) => shellCommand([['crane', 'tag', target, extra]])),
    ],
    written: {
      mediaType,
      manifests: sources.flatMap(({ entries, whole }) =>
        entries.map((entry) => (whole ? entry.descriptor : configuredDescriptor(entry))),
      ),
      annotations: {},
    },
    notes: typed.map(
      ({ entries: [{ name }] }) =>
        `An artifactType may be added to ${name}: crane does so for what is no image.`,
    ),
    bytes: typed.length > 0 ? [] : [{ profile: 'crane', version: 'crane 0.20' }],
  }
}

/** A manifest as tools see it that read the platform from its config, and nothing else. */
export function configuredDescriptor({ descriptor, configured }: WantedEntry): Descriptor {
  const { mediaType, digest, size } = descriptor
  return { mediaType, digest, size, ...(configured && { platform: configured }) }
}
