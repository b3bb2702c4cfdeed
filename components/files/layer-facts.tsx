'use client'

import { SafeText } from '@/components/inspect/safe-text'
import { stepText } from '@/components/inspect/step-label'
import { Bytes } from '@/components/ui/bytes'
import { Digest } from '@/components/ui/digest'
import type { InspectedLayer } from '@/lib/contract/inspect'
import type { FilesView } from './use-files-view'

interface LayerFactsProps {
  layer: InspectedLayer
  place: number
  of: number
  view: FilesView
}

/** The one layer that is looked at: what made it, and how large it is to pull. */
export function LayerFacts({ layer, place, of, view }: LayerFactsProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1 rounded-lg bg-sunk px-3 py-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b className="font-semibold">
          Layer {place + 1} of {of} alone
        </b>
        <span className="text-ink-2">
          <Bytes value={layer.size} /> compressed
        </span>
        <Digest value={layer.digest} />
        <a
          {...view.linkTo({ layer: null })}
          className="inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          Whole image
        </a>
      </p>
      {layer.createdBy !== null && (
        <code className="line-clamp-4 whitespace-pre-wrap break-words font-mono text-2xs text-ink-2">
          <SafeText text={stepText(layer.createdBy)} />
        </code>
      )}
    </div>
  )
}
