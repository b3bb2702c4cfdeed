import { DOCKER_LIST, OCI_INDEX } from '@/lib/oci/media-type'
import { closest } from './attempt'
import type { IndexContents } from './index-contents'
import { expressible } from './key-value'
import { type RegctlEntry, regctlEntry } from './regctl-entry'
import { type CommandPart, shellCommand, shellOption } from './shell-words'
import type { ToolExport } from './tool-export'
import type { WantedIndex } from './wanted-index'

const BECAUSE = {
  annotations: 'regctl cannot say a name that contains "="',
  subject: 'regctl looks for the subject in the target’s repository',
  entry: 'regctl writes equal entries once',
  platform:
    'regctl spells platforms its own way and has options for os, architecture, variant and os.version only',
  'entry annotations': 'regctl cannot say a name that contains "="',
  descriptor: 'regctl writes only type, digest, size, platform and annotations',
}
const TAG_LENGTH_MAX = 128
const SCRATCH = '.manifold-parts'

/**
 * `regctl index create`; with an `index add` for each entry that needs words of its own. Those collect under a
 * scratch tag, so that nobody pulls a target that is not whole yet.
 */
export function exportRegctl(wanted: WantedIndex): ToolExport {
  const { repository, tag, extraTags } = wanted
  const [first = [], ...others] = batches(wanted.entries.map(regctlEntry))
  const target = `${repository}:${tag}`
  const scratch = `${repository}:${tag.slice(0, TAG_LENGTH_MAX - SCRATCH.length)}${SCRATCH}`
  const built = others.length > 0 ? scratch : target
  const copies = [...(built === target ? [] : [tag]), ...extraTags]
  return closest('regctl', wanted, BECAUSE, [
    {
      lines: [
        shellCommand([['regctl', 'index', 'create', built], ...indexOptions(wanted), ...entryOptions(first)]),
        ...others.map((batch) => shellCommand([['regctl', 'index', 'add', built], ...entryOptions(batch)])),
        ...copies.map((to) => shellCommand([['regctl', 'image', 'copy', built], [`${repository}:${to}`]])),
        ...(built === target ? [] : [shellCommand([['regctl', 'tag', 'delete', built]])]),
      ],
      written: written(wanted, [first, ...others].flat()),
      bytes: [],
    },
  ])
}

function indexOptions({ contents, subjectIsHere }: WantedIndex): CommandPart[] {
  const { mediaType, annotations, artifactType, subject } = contents
  return [
    ...(mediaType === DOCKER_LIST ? [['--media-type', DOCKER_LIST]] : []),
    ...(artifactType ? [shellOption('--artifact-type', artifactType)] : []),
    ...(subject && subjectIsHere ? [['--subject', subject.digest]] : []),
    ...Object.entries(expressible(annotations)).map(([key, value]) =>
      shellOption('--annotation', `${key}=${value}`),
    ),
  ]
}

function entryOptions(batch: readonly RegctlEntry[]): CommandPart[] {
  return [...batch.map(({ reference }) => ['--ref', reference]), ...(batch[0]?.options ?? [])]
}

function written({ contents, subjectIsHere }: WantedIndex, entries: readonly RegctlEntry[]): IndexContents {
  const { mediaType, annotations, artifactType, subject } = contents
  const distinct = new Map(entries.map(({ written }) => [JSON.stringify(written), written]))
  return {
    mediaType: mediaType === DOCKER_LIST ? DOCKER_LIST : OCI_INDEX,
    manifests: [...distinct.values()],
    annotations: expressible(annotations),
    ...(artifactType && { artifactType }),
    ...(subject && subjectIsHere && { subject }),
  }
}

/** One command speaks of all its entries alike: only those that need no words of their own go together. */
function batches(entries: readonly RegctlEntry[]): RegctlEntry[][] {
  const all: RegctlEntry[][] = []
  for (const entry of entries) {
    const last = all.at(-1)
    if (last && last[0]?.options.length === 0 && entry.options.length === 0) last.push(entry)
    else all.push([entry])
  }
  return all
}
