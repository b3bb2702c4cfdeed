'use client'

import { PageList } from '@/components/ui/page-list'
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
  return (
    <PageList label="Suggestions" items={items} estimatedHeight={ROW_PX} keyOf={({ target }) => target}>
      {(item) => (
        <SuggestionRow
          suggestion={item}
          selected={selected.has(item.target)}
          readOnlyReason={readOnlyReason}
          onSelect={(checked) => onSelect(item.target, checked)}
          onPush={() => onPush(item)}
        />
      )}
    </PageList>
  )
}
