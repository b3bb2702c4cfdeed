import type { ReactNode } from 'react'
import { Bytes } from '@/components/ui/bytes'
import { Digest } from '@/components/ui/digest'
import type { InspectedLayer, InspectedPlatform } from '@/lib/contract/inspect'
import { apiPath } from '@/lib/routes'
import { EntryChip } from './entry-chip'
import type { ImageTabProps } from './image-tabs'
import { SafeText } from './safe-text'
import { sharedInWords } from './shared-in-words'
import { stepText } from './step-label'

interface LayerPanelProps {
  platform: InspectedPlatform
  layer: InspectedLayer
  /** From 0, base first. */
  place: number
  home: ImageTabProps['home']
}

/** Everything about the layer that is looked at. */
export function LayerPanel({ platform, layer, place, home }: LayerPanelProps) {
  const noun = platform.kind === 'artifact' ? 'File' : 'Layer'
  return (
    <aside aria-label="The selected layer" className="min-w-0 lg:border-l lg:pl-4">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold">
        {noun} {place + 1} of {platform.layers.length} <EntryChip entry={platform} />
      </h3>
      <dl className="mt-2 grid gap-2.5">
        {platform.kind !== 'artifact' && (
          <Item name="Made by">
            {layer.createdBy === null ? (
              <span className="text-ink-2">The history does not say.</span>
            ) : (
              <code className="block max-h-48 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs">
                <SafeText text={stepText(layer.createdBy)} />
              </code>
            )}
          </Item>
        )}
        <Item name="Digest">
          <Digest value={layer.digest} ends={[12, 8]} />
        </Item>
        <Item name="Size, compressed">
          <Bytes value={layer.size} />
          <span className="ml-2 text-ink-2">{shareInWords(platform, layer)}</span>
        </Item>
        <Item name="Media type">
          <span className="break-all font-mono text-xs">{layer.mediaType}</span>
        </Item>
        {layer.sharedWith.length > 0 && (
          <Item name="Shared with">
            <span className="font-mono text-xs">{sharedInWords(layer.sharedWith)}</span>
          </Item>
        )}
        {layer.foreign && (
          <Item name="Foreign layer">
            The registry does not hold it: clients fetch it from its publisher.
          </Item>
        )}
      </dl>
      {!layer.foreign && (
        <a
          href={apiPath(`v2/${home.registry}/${home.repository}/blobs/${layer.digest}`)}
          download={`${layer.digest.replace(':', '-')}.tar`}
          className="mt-3 inline-block underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          Download this {noun.toLowerCase()}
        </a>
      )}
    </aside>
  )
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-2xs text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

function shareInWords({ layers, kind }: InspectedPlatform, { size }: InspectedLayer): string {
  const total = layers.reduce((sum, layer) => sum + layer.size, 0)
  if (total === 0) return ''
  const percent = (100 * size) / total
  const share = percent > 0 && percent < 1 ? 'less than 1 %' : `${Math.round(percent)} %`
  const largest = layers.length > 1 && layers.filter((layer) => layer.size >= size).length === 1
  return `${share} of this ${kind === 'artifact' ? 'artifact' : 'platform'}${largest ? ', the largest layer' : ''}`
}
