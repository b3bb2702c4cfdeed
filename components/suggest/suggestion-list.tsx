'use client'

import { useRef } from 'react'
import { usePageRows } from '@/components/browse/use-page-rows'
import type { Suggestion } from '@/lib/contract/suggestions'
import { SuggestionRow } from './suggestion-row'

const ROW_PX = 92

interface SuggestionListProps {
  items: readonly Suggestion[]
  selected: ReadonlySet<string>
  readOnlyReason: string | null
  onSelect: (target: string, selected: boolean) => void
  onPush: (suggestion: Suggestion) => void
}

/** The suggestions; of thousands only the rows in view are drawn. */
export function SuggestionList({ items, selected, readOnlyReason, onSelect, onPush }: SuggestionListProps) {
  const box = useRef<HTMLUListElement>(null)
  const { virtualizer, top } = usePageRows({
    count: items.length,
    estimatedHeight: ROW_PX,
    box,
    keyOf: (index) => items[index]?.target ?? String(index),
  })
  return (
    <ul
      ref={box}
      aria-label="Suggestions"
      className="relative border-t"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const item = items[index]
        if (!item) return null
        return (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <SuggestionRow
              suggestion={item}
              selected={selected.has(item.target)}
              readOnlyReason={readOnlyReason}
              onSelect={(checked) => onSelect(item.target, checked)}
              onPush={() => onPush(item)}
            />
          </li>
        )
      })}
    </ul>
  )
}
