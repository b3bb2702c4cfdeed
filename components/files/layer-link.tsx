'use client'

import type { InspectedLayer } from '@/lib/contract/inspect'
import type { FilesView } from './use-files-view'

interface LayerLinkProps {
  /** From 0, base first. */
  place: number
  layers: readonly InspectedLayer[]
  view: FilesView
  tabIndex?: number
}

/** The layer something comes from, and the way to that layer alone. */
export function LayerLink({ place, layers, view, tabIndex }: LayerLinkProps) {
  const layer = layers[place]
  if (!layer || view.layer !== null)
    return <span className="px-1.5 font-mono text-2xs text-ink-2">{place + 1}</span>
  return (
    <a
      {...view.linkTo({ layer: layer.digest })}
      tabIndex={tabIndex}
      title={`Layer ${place + 1} alone`}
      className="inline-flex h-6 min-w-7 items-center justify-center rounded-sm border border-line-strong px-1.5 font-mono text-2xs text-ink-2 hover:border-ink hover:text-ink"
    >
      <span className="sr-only">Layer </span>
      {place + 1}
      <span className="sr-only"> alone</span>
    </a>
  )
}
