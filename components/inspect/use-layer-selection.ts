'use client'

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { useImageView } from './use-image-view'

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

/**
 * The layer that is looked at: chosen by focus, click and arrow keys; a pointer passing over shows its own meanwhile.
 * The query string keeps it.
 */
export function useLayerSelection(platforms: readonly InspectedPlatform[]) {
  const [view, setView] = useImageView()
  const region = useRef<HTMLDivElement>(null)
  const moving = useRef(false)
  const [selected, setSelected] = useState(() => layerWith(platforms, view.layer) ?? heaviest(platforms))
  const [hovered, setHovered] = useState<LayerPlace | null>(null)

  const select = (next: LayerPlace) => {
    setSelected(next)
    const digest = platforms[next.column]?.layers[next.place]?.digest
    if (digest !== undefined && digest !== view.layer) void setView({ layer: digest })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = selected && moved(platforms, selected, event.key)
    if (!next) return
    event.preventDefault()
    setHovered(null)
    moving.current = true
    select(next)
  }
  // The stack it is in may only be drawn now.
  useLayoutEffect(() => {
    if (!moving.current || !selected) return
    moving.current = false
    region.current
      ?.querySelector<HTMLElement>(`[data-layer="${selected.column}-${selected.place}"]`)
      ?.focus({ preventScroll: false })
  }, [selected])
  return { region, selected, shown: hovered ?? selected, select, hover: setHovered, onKeyDown }
}

function layerWith(platforms: readonly InspectedPlatform[], digest: string | null): LayerPlace | null {
  if (digest === null) return null
  for (const [column, { layers }] of platforms.entries()) {
    const place = layers.findIndex((layer) => layer.digest === digest)
    if (place >= 0) return { column, place }
  }
  return null
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
