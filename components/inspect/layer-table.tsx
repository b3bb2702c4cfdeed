import { Search } from 'lucide-react'
import Link from 'next/link'
import { platformTitle } from '@/components/platform/platform-label'
import { Bytes } from '@/components/ui/bytes'
import { Digest } from '@/components/ui/digest'
import { Table, TableCell, TableHead, TableRegion, TableRow } from '@/components/ui/table'
import { WrappedName } from '@/components/ui/wrapped-name'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { searchPath } from '@/lib/routes'
import { baseMarks } from './base-image'
import { BaseWords } from './base-words'
import { DigestLink } from './digest-link'
import { EntryChip } from './entry-chip'
import { entryKeys } from './entry-key'
import { EntryState } from './entry-state'
import type { ImageTabProps } from './image-tabs'
import { layerStack, type StackItem } from './layer-stack'
import { SafeText } from './safe-text'
import { percentOfPull } from './share-of-pull'
import { sharedInWords } from './shared-in-words'
import { stepText } from './step-label'
import type { BaseOf } from './use-bases'

/** A table has a line for each of them. */
const NAMED_MAX = 5

interface LayerTableProps {
  platforms: readonly InspectedPlatform[]
  home: ImageTabProps['home']
  baseOf: BaseOf
  inIndex: boolean
}

/** The stacks in words and figures. */
export function LayerTable({ platforms, home, baseOf, inIndex }: LayerTableProps) {
  const keys = entryKeys(platforms)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {platforms.map((platform, place) => (
        <section
          key={keys[place]}
          aria-label={titleOf(platform)}
          className="[contain-intrinsic-size:auto_16rem] [content-visibility:auto]"
        >
          <h3 className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
            <EntryChip entry={platform} />
            <Bytes value={platform.size} className="text-ink-2" />
            <DigestLink home={home} digest={platform.digest} />
          </h3>
          <EntryState entry={platform} home={home} inIndex={inIndex} />
          {platform.layers.length > 0 && <PlatformLayers platform={platform} baseOf={baseOf} />}
        </section>
      ))}
    </div>
  )
}

const titleOf = ({ platform }: InspectedPlatform): string =>
  `Layers of ${platform ? platformTitle(platform) : 'an entry without a platform'}`

function PlatformLayers({ platform, baseOf }: { platform: InspectedPlatform; baseOf: BaseOf }) {
  const { items } = layerStack(platform, 1, baseMarks(baseOf(platform)))
  return (
    <TableRegion label={titleOf(platform)}>
      <Table className="min-w-200">
        <thead>
          <tr>
            <TableHead data-numeric>#</TableHead>
            <TableHead className="w-1/2">Made by</TableHead>
            <TableHead data-numeric>Size</TableHead>
            <TableHead data-numeric className="whitespace-nowrap">
              Of the pull
            </TableHead>
            <TableHead>Digest</TableHead>
            <TableHead>Media type</TableHead>
            <TableHead>Shared with</TableHead>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ItemRow key={item.top} item={item} platform={platform} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  )
}

function ItemRow({ item, platform }: { item: StackItem; platform: InspectedPlatform }) {
  if (item.kind === 'base')
    return (
      <TableRow>
        <TableCell />
        <TableCell colSpan={6} className="border-ink border-t-2 text-ink-2 text-xs">
          <BaseWords mark={item.mark} />
        </TableCell>
      </TableRow>
    )
  if (item.kind === 'empty')
    return (
      <TableRow>
        <TableCell />
        <TableCell colSpan={6} className="text-2xs text-ink-3">
          no layer:{' '}
          <span className="break-words font-mono">
            <SafeText
              text={item.steps.map(({ createdBy }) => stepText(createdBy ?? 'no command')).join('; ')}
            />
          </span>
        </TableCell>
      </TableRow>
    )
  const { layer, place } = item
  const made = layer.createdBy === null ? layer.title : stepText(layer.createdBy)
  return (
    <TableRow>
      <TableCell data-numeric className="text-ink-3">
        {place + 1}
      </TableCell>
      <TableCell className="font-mono text-xs">
        <span className="line-clamp-3 break-words">{made === null ? '–' : <SafeText text={made} />}</span>
      </TableCell>
      <TableCell data-numeric>
        <Bytes value={layer.size} />
      </TableCell>
      <TableCell data-numeric className="whitespace-nowrap text-ink-2 text-xs">
        {percentOfPull(platform, layer.size)}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <Digest value={layer.digest} />
        <Link
          href={searchPath({ q: `digest:${layer.digest}` })}
          prefetch={false}
          aria-label={`Tags that use layer ${place + 1}, as far as scanned`}
          title="Tags that use this layer, as far as scanned"
          className="ml-1 inline-grid size-6 place-items-center rounded-sm align-middle text-ink-3 hover:text-ink"
        >
          <Search className="size-3" aria-hidden />
        </Link>
      </TableCell>
      <TableCell className="font-mono text-2xs text-ink-2">
        <span className="inline-block min-w-48">
          <WrappedName name={layer.mediaType} />
        </span>
        {layer.foreign && <span className="block">foreign: fetched from its publisher</span>}
      </TableCell>
      <TableCell className="font-mono text-2xs text-ink-2">
        <span className="inline-block min-w-32">{sharedInWords(layer.sharedWith, NAMED_MAX) || '–'}</span>
      </TableCell>
    </TableRow>
  )
}
