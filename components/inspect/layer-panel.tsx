import { UsedBy } from '@/components/search/used-by'
import { Bytes } from '@/components/ui/bytes'
import { Digest } from '@/components/ui/digest'
import { Fact } from '@/components/ui/fact'
import { WrappedName } from '@/components/ui/wrapped-name'
import type { InspectedLayer, InspectedPlatform } from '@/lib/contract/inspect'
import { layerFileName } from '@/lib/oci/layer-file-name'
import { apiPath } from '@/lib/routes'
import type { BaseMark } from './base-image'
import { BaseWords } from './base-words'
import { EntryChip } from './entry-chip'
import type { ImageTabProps } from './image-tabs'
import { LayerLink } from './layer-link'
import { SafeText } from './safe-text'
import { shareOfPull } from './share-of-pull'
import { sharedInWords } from './shared-in-words'
import { stepText } from './step-label'

interface LayerPanelProps {
  platform: InspectedPlatform
  layer: InspectedLayer
  /** From 0, base first. */
  place: number
  home: ImageTabProps['home']
  /** What names the platform in the query string; null where there is but one. */
  entryKey: string | null
  bases: readonly BaseMark[]
}

/** Everything about the layer that is looked at. */
export function LayerPanel({ platform, layer, place, home, entryKey, bases }: LayerPanelProps) {
  const isFile = platform.kind === 'artifact'
  const noun = isFile ? 'File' : 'Layer'
  return (
    <aside aria-label="The selected layer" className="min-w-0 lg:border-l lg:pl-4">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold">
        {noun} {place + 1} of {platform.layers.length} <EntryChip entry={platform} />
      </h3>
      <dl className="mt-2 grid gap-2.5">
        {layer.title !== null && (
          <Fact name="Name">
            <span className="break-words font-mono text-xs">
              <SafeText text={layer.title} />
            </span>
          </Fact>
        )}
        {!isFile && (
          <Fact name="Made by">
            {layer.createdBy === null ? (
              <span className="text-ink-2">The history does not say.</span>
            ) : (
              <code className="block max-h-48 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs">
                <SafeText text={stepText(layer.createdBy)} />
              </code>
            )}
          </Fact>
        )}
        <Fact name="Digest">
          <Digest value={layer.digest} ends={[12, 8]} />
        </Fact>
        <Fact name={isFile ? 'Size' : 'Size, compressed'}>
          <Bytes value={layer.size} />
          <span className="ml-2 text-ink-2">{shareOfPull(platform, layer)}</span>
        </Fact>
        <Fact name="Media type">
          <WrappedName name={layer.mediaType} />
        </Fact>
        {layer.sharedWith.length > 0 && (
          <Fact name="Shared with">
            <span className="font-mono text-xs">{sharedInWords(layer.sharedWith)}</span>
          </Fact>
        )}
        {bases.length > 0 && (
          <Fact name="Built upon">
            {bases.map((mark) => (
              <p key={`${mark.layers} ${mark.name}`}>
                <BaseWords mark={mark} />
              </p>
            ))}
          </Fact>
        )}
        <Fact name="Used by">
          <UsedBy
            key={layer.digest}
            digest={layer.digest}
            self={home}
            name={`${noun.toLowerCase()} ${place + 1}`}
          />
        </Fact>
        {layer.foreign && (
          <Fact name="Foreign layer">
            The registry does not hold it: clients fetch it from its publisher.
          </Fact>
        )}
      </dl>
      {!layer.foreign && (
        <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
          {platform.kind === 'image' && (
            <LayerLink digest={layer.digest} entryKey={entryKey} to="files">
              Files of this layer
            </LayerLink>
          )}
          <a
            href={apiPath(`v2/${home.registry}/${home.repository}/blobs/${layer.digest}`)}
            download={layerFileName(layer)}
            className="inline-flex min-h-6 items-center text-ink-2 text-xs underline decoration-line-strong underline-offset-3 hover:text-ink hover:decoration-ink"
          >
            Download this {noun.toLowerCase()}
          </a>
        </p>
      )}
    </aside>
  )
}
