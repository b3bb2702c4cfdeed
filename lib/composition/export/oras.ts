import { OCI_INDEX } from '@/lib/oci/media-type'
import { closest, refusal } from './attempt'
import { configuredDescriptor } from './crane'
import { expressible } from './key-value'
import { shellCommand, shellOption } from './shell-words'
import type { ToolExport } from './tool-export'
import type { WantedIndex } from './wanted-index'

const BECAUSE = {
  'media type': 'oras writes no other',
  annotations: 'oras cannot say a name that contains "="',
  subject: 'oras has no option for it',
  entry: 'oras writes an entry for each digest once',
  platform: 'oras takes the platform from the image’s config',
  'entry annotations': 'oras writes no annotations into entries',
  descriptor: 'oras writes only type, digest, size and platform',
}

/** `oras manifest index create`: out of manifests of the target's own repository. */
export function exportOras(wanted: WantedIndex): ToolExport {
  const { contents, entries, repository, tag, extraTags } = wanted
  const elsewhere = entries.find((entry) => entry.repository !== repository)
  if (elsewhere)
    return refusal(
      'oras',
      `oras composes only what is in the target’s repository already, and ${elsewhere.name} is in ${elsewhere.repository}.`,
    )
  const annotations = expressible(contents.annotations)
  const { artifactType } = contents
  const line = shellCommand([
    ['oras', 'manifest', 'index', 'create'],
    ...(artifactType ? [shellOption('--artifact-type', artifactType)] : []),
    ...Object.entries(annotations).map(([key, value]) => shellOption('--annotation', `${key}=${value}`)),
    [`${repository}:${[tag, ...extraTags].join(',')}`],
    ...entries.map(({ descriptor }) => [descriptor.digest]),
  ])
  const byDigest = new Map(entries.map((entry) => [entry.descriptor.digest, configuredDescriptor(entry)]))
  return closest('oras', wanted, BECAUSE, [
    {
      lines: [line],
      written: {
        mediaType: OCI_INDEX,
        manifests: [...byDigest.values()],
        annotations,
        ...(artifactType && { artifactType }),
      },
      bytes: [],
    },
  ])
}
