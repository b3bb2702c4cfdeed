'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import type { InspectedPlatform } from '@/lib/contract/inspect'

/** A layer by the place of its platform and its own place in it. */
export interface LayerPlace {
  column: number
  place: number
}

const STEPS: Readonly<Record<string, [columns: number, places: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** The layer that is looked at: chosen by focus, click and arrow keys; a pointer passing over shows its own meanwhile. */
export function useLayerSelection(platforms: readonly InspectedPlatform[]) {
  const region = useRef<HTMLDivElement>(null)
  const [selected, setSelected] = useState<LayerPlace | null>(() => heaviest(platforms))
  const [hovered, setHovered] = useState<LayerPlace | null>(null)

  const onKeyDown = (event: KeyboardEvent) => {
    const next = selected && moved(platforms, selected, event.key)
    if (!next) return
    event.preventDefault()
    setHovered(null)
    setSelected(next)
    region.current
      ?.querySelector<HTMLElement>(`[data-layer="${next.column}-${next.place}"]`)
      ?.focus({ preventScroll: false })
  }
  return { region, selected, shown: hovered ?? selected, select: setSelected, hover: setHovered, onKeyDown }
}

/** Where the bytes are is what one looks for first. */
function heaviest(platforms: readonly InspectedPlatform[]): LayerPlace | null {
  const column = platforms.findIndex(({ layers }) => layers.length > 0)
  const sizes = platforms[column]?.layers.map(({ size }) => size) ?? []
  return sizes.length > 0 ? { column, place: sizes.indexOf(Math.max(...sizes)) } : null
}

function moved(platforms: readonly InspectedPlatform[], from: LayerPlace, key: string): LayerPlace | null {
  const layersOf = (column: number) => platforms[column]?.layers.length ?? 0
  if (key === 'Home') return { ...from, place: 0 }
  if (key === 'End') return { ...from, place: layersOf(from.column) - 1 }
  const step = STEPS[key]
  if (!step) return null
  let column = from.column + step[0]
  // Platforms without layers are passed over.
  while (step[0] !== 0 && column >= 0 && column < platforms.length && layersOf(column) === 0)
    column += step[0]
  if (layersOf(column) === 0) return from
  return { column, place: Math.max(0, Math.min(from.place + step[1], layersOf(column) - 1)) }
}
