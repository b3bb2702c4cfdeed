'use client'

import { ComposeLink } from '@/components/review/compose-link'
import { TargetName } from '@/components/review/target-name'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import type { Suggestion } from '@/lib/contract/suggestions'
import { SuggestionSources, TodayLine } from './suggestion-sources'
import { suggestionYaml } from './suggestion-spec'
import { gainInWords, KIND_WORDS } from './suggestion-words'

interface SuggestionRowProps {
  suggestion: Suggestion
  selected: boolean
  /** Why nothing can be pushed here, or null. */
  readOnlyReason: string | null
  onSelect: (selected: boolean) => void
  onPush: () => void
}

/** One tag that could be, what it would be made of, and the two ways to it. */
export function SuggestionRow(props: SuggestionRowProps) {
  const { suggestion, selected, readOnlyReason, onSelect, onPush } = props
  const { target, kind } = suggestion
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-2 border-b px-1 py-3 hover:bg-hover @3xl:grid-cols-[auto_minmax(0,1fr)_auto]">
      <Checkbox
        className="mt-0.5"
        aria-label={`Select ${target}`}
        checked={selected}
        disabled={readOnlyReason !== null}
        onCheckedChange={(checked) => onSelect(checked === true)}
      />
      <div className="grid min-w-0 gap-1.5">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <TargetName target={target} />
          <Badge variant={kind === 'new' ? 'ok' : 'warn'}>{KIND_WORDS[kind]}</Badge>
          <span className="text-ink-2 text-xs">{gainInWords(suggestion)}</span>
        </p>
        <SuggestionSources suggestion={suggestion} />
        <TodayLine suggestion={suggestion} />
      </div>
      <div className="col-start-2 flex gap-2 @3xl:col-start-3">
        <ComposeLink tag={{ target, spec: suggestionYaml(suggestion) }}>Compose</ComposeLink>
        <Button
          aria-label={`Push ${target}…`}
          disabled={readOnlyReason !== null}
          title={readOnlyReason ?? undefined}
          onClick={onPush}
        >
          Push…
        </Button>
      </div>
    </div>
  )
}
