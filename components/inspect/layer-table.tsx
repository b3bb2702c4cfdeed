import { platformTitle } from '@/components/platform/platform-label'
import { Bytes } from '@/components/ui/bytes'
import { Digest } from '@/components/ui/digest'
import { Table, TableCell, TableHead, TableRegion, TableRow } from '@/components/ui/table'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { DigestLink } from './digest-link'
import { EntryChip } from './entry-chip'
import { entryKeys } from './entry-key'
import { EntryState } from './entry-state'
import type { ImageTabProps } from './image-tabs'
import { SafeText } from './safe-text'
import { sharedInWords } from './shared-in-words'
import { stepText } from './step-label'

interface LayerTableProps {
  platforms: readonly InspectedPlatform[]
  home: ImageTabProps['home']
}

/** The stacks in words and figures. */
export function LayerTable({ platforms, home }: LayerTableProps) {
  const keys = entryKeys(platforms)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {platforms.map((platform, place) => (
        <section key={keys[place]} aria-label={titleOf(platform)}>
          <h3 className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
            <EntryChip entry={platform} />
            <Bytes value={platform.size} className="text-ink-2" />
            <DigestLink home={home} digest={platform.digest} />
          </h3>
          <EntryState entry={platform} home={home} />
          {platform.layers.length > 0 && <PlatformLayers platform={platform} />}
        </section>
      ))}
    </div>
  )
}

const titleOf = ({ platform }: InspectedPlatform): string =>
  `Layers of ${platform ? platformTitle(platform) : 'an entry without a platform'}`

function PlatformLayers({ platform }: { platform: InspectedPlatform }) {
  return (
    <TableRegion label={titleOf(platform)}>
      <Table className="min-w-200">
        <thead>
          <tr>
            <TableHead data-numeric>#</TableHead>
            <TableHead className="w-1/2">Made by</TableHead>
            <TableHead data-numeric>Size</TableHead>
            <TableHead>Digest</TableHead>
            <TableHead>Media type</TableHead>
            <TableHead>Shared with</TableHead>
          </tr>
        </thead>
        <tbody>
          {platform.layers.map((layer, place) => (
            <TableRow key={`${place.toString()} ${layer.digest}`}>
              <TableCell data-numeric className="text-ink-3">
                {place + 1}
              </TableCell>
              <TableCell className="font-mono text-xs">
                <span className="line-clamp-3 break-words">
                  {layer.createdBy === null ? '–' : <SafeText text={stepText(layer.createdBy)} />}
                </span>
              </TableCell>
              <TableCell data-numeric>
                <Bytes value={layer.size} />
              </TableCell>
              <TableCell>
                <Digest value={layer.digest} />
              </TableCell>
              <TableCell className="font-mono text-2xs text-ink-2">
                <span className="inline-block min-w-48 break-all">{layer.mediaType}</span>
              </TableCell>
              <TableCell className="font-mono text-2xs text-ink-2">
                <span className="inline-block min-w-32">{sharedInWords(layer.sharedWith) || '–'}</span>
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  )
}
