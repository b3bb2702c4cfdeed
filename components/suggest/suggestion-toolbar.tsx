'use client'

import { X } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { SearchInput } from '@/components/ui/search-input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import type { Suggestion } from '@/lib/contract/suggestions'
import type { useSuggestionsView } from './use-suggestions-view'

interface SuggestionToolbarProps {
  view: ReturnType<typeof useSuggestionsView>
  shown: readonly Suggestion[]
  selected: readonly Suggestion[]
  onSelectAll: (on: boolean) => void
  onReview: () => void
}

/** Where is looked, what is shown of it, and what is to be done with those chosen. */
export function SuggestionToolbar({ view, shown, selected, onSelectAll, onReview }: SuggestionToolbarProps) {
  const { scope, registries, readOnlyReason } = view
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      {registries.length > 1 && (
        <Select value={scope.registry} onValueChange={view.setRegistry}>
          <SelectTrigger aria-label="Registry" className="min-w-0 max-w-full font-mono">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {registries.map(({ name }) => (
              <SelectItem key={name} value={name} className="font-mono">
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
      {scope.repository !== '' && (
        <Button
          className="min-w-0 max-w-full"
          aria-label={`Only ${scope.repository}: look through the whole registry instead`}
          onClick={view.leaveRepository}
        >
          <span className="truncate font-mono">{scope.repository}</span>
          <X aria-hidden className="text-ink-3" />
        </Button>
      )}
      <SearchInput pageSearch label="Filter suggestions" value={view.text} onValueChange={view.setText} />
      {shown.length > 0 && readOnlyReason === null && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 @3xl:ml-auto">
          <SelectAll shown={shown.length} selected={selected.length} onSelectAll={onSelectAll} />
          <Button variant="primary" disabled={selected.length === 0} onClick={onReview}>
            {selected.length === 0 ? 'Review and push' : `Review and push ${selected.length}`}
          </Button>
        </div>
      )}
    </div>
  )
}

interface SelectAllProps {
  shown: number
  selected: number
  onSelectAll: (on: boolean) => void
}

function SelectAll({ shown, selected, onSelectAll }: SelectAllProps) {
  const id = useId()
  const state = selected === 0 ? false : selected === shown ? true : 'indeterminate'
  return (
    <span className="inline-flex min-h-6 items-center gap-2">
      <Checkbox id={id} checked={state} onCheckedChange={(checked) => onSelectAll(checked === true)} />
      <label htmlFor={id} className="text-ink-2">
        {shown === 1 ? 'Select it' : `Select all ${shown.toLocaleString('en')}`}
      </label>
    </span>
  )
}
