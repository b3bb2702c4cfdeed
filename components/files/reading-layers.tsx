import { formatBytes } from '@/components/ui/format-bytes'
import { Progress } from '@/components/ui/progress'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { ReadLayer } from '@/lib/contract/files'
import { countWords, isPending, layerStateWords, readingTotals } from './layer-words'

interface ReadingLayersProps {
  layers: readonly ReadLayer[]
  /** The place of the first of them in the image, from 0. */
  first?: number
  /** Whose they are, where several images are read. */
  of?: string
}

/** How far the layers are read that a list needs, one bar each. Those that are ready are one number. */
export function ReadingLayers({ layers, first = 0, of }: ReadingLayersProps) {
  const { done, size } = readingTotals(layers)
  const pending = layers.filter(isPending)
  const shown = [...layers.entries()].filter(([, layer]) => layer.state !== 'ready')
  const ready = layers.length - shown.length
  const what = `${countWords(layers.length, 'layer')}${of ? ` of ${of}` : ''}`
  return (
    <section aria-label={`Reading ${what}`} className="grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-2">
      <p role="status" className="text-ink-2">
        {pending.length > 0
          ? `Reading ${what}, ${formatBytes(size)}. What is read is kept: the next look is instant.`
          : `${what} ${layers.length === 1 ? 'is' : 'are'} read; the list is being put together.`}
      </p>
      <Progress
        value={pending.length > 0 ? done : null}
        max={size}
        label={`All layers${of ? ` of ${of}` : ''}`}
        className="h-1.5"
      />
      <ol className="grid gap-1.5 text-xs">
        {shown.map(([place, layer]) => (
          <LayerBar key={place} layer={layer} name={`Layer ${first + place + 1}`} />
        ))}
      </ol>
      {ready > 0 && (
        <p className="text-ink-3 text-xs">
          {countWords(ready, 'layer')} {ready === 1 ? 'is' : 'are'} ready.
        </p>
      )}
    </section>
  )
}

function LayerBar({ layer, name }: { layer: ReadLayer; name: string }) {
  const failed = layer.state === 'failed'
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-x-3 sm:grid-cols-[4.5rem_minmax(0,1fr)_12rem]">
      <span className="text-ink-2 tabular-nums">{name}</span>
      {failed ? (
        <span className="flex items-center gap-1.5 text-ink-2">
          <StatusGlyph kind="warning" />
          {layerStateWords(layer)}
        </span>
      ) : (
        <Progress value={layer.done} max={layer.size} label={name} />
      )}
      <span className="whitespace-nowrap text-ink-3 tabular-nums max-sm:col-start-2">
        {failed ? formatBytes(layer.size) : layerStateWords(layer)}
      </span>
    </li>
  )
}
