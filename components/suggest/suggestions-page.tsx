'use client'

import { RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { useDeferredValue, useState } from 'react'
import { RowsSkeleton } from '@/components/browse/rows-skeleton'
import { ReviewDialog } from '@/components/review/review-dialog'
import type { ReviewedTag } from '@/components/review/reviewed-tag'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { cn } from '@/components/ui/cn'
import { ErrorState } from '@/components/ui/error-state'
import { toApiError } from '@/lib/client/api'
import type { Suggestion } from '@/lib/contract/suggestions'
import { composePath } from '@/lib/routes'
import { NoSuggestions } from './no-suggestions'
import { SuggestionList } from './suggestion-list'
import { SuggestionNotices } from './suggestion-notices'
import { suggestionYaml } from './suggestion-spec'
import { SuggestionToolbar } from './suggestion-toolbar'
import { matchesText } from './suggestion-words'
import { type Suggestions, useSuggestions } from './use-suggestions'
import { useSuggestionsView } from './use-suggestions-view'

/** Images that only lack a common tag: look at them, compose one, or push many. */
export function SuggestionsPage() {
  const view = useSuggestionsView()
  const found = useSuggestions(view.scope)
  const typed = useDeferredValue(view.text.trim())
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [reviewed, setReviewed] = useState<readonly ReviewedTag[] | null>(null)
  const shown = typed === '' ? found.items : found.items.filter((item) => matchesText(item, typed))
  // What is composed meanwhile, or filtered away, is not pushed behind anybody's back.
  const selected = shown.filter(({ target }) => chosen.has(target))
  const select = (targets: readonly string[], on: boolean) =>
    setChosen((now) => {
      const others = [...now].filter((target) => !targets.includes(target))
      return new Set(on ? [...others, ...targets] : others)
    })
  const nothing = shown.length === 0 && !found.isPending && !found.error
  return (
    <article>
      <PageHeader
        title="Suggestions"
        freshness={found.asOf && <Freshness asOf={found.asOf} refreshing={found.refreshing} />}
        actions={<Actions found={found} />}
      />
      <p className="mb-3 max-w-prose text-ink-2">
        Images built for one architecture each, whose names say they belong together. Under one tag, every
        machine pulls the one that fits it.
      </p>
      <SuggestionToolbar
        view={view}
        shown={shown}
        selected={selected}
        onSelectAll={(on) =>
          select(
            shown.map(({ target }) => target),
            on,
          )
        }
        onReview={() => setReviewed(selected.map(asReviewed))}
      />
      {view.error && <ErrorState error={toApiError(view.error)} onRetry={view.retry} className="mb-3" />}
      {found.error && (
        <ErrorState
          error={found.error}
          onRetry={found.refresh}
          retrying={found.refreshing}
          className="mb-3"
        />
      )}
      <SuggestionNotices
        found={found}
        readOnlyReason={view.readOnlyReason}
        onLookIntoAll={view.lookIntoAll}
      />
      {found.isPending && !view.error && <RowsSkeleton label="Looking for what could be composed" />}
      {shown.length > 0 && (
        <SuggestionList
          items={shown}
          selected={chosen}
          readOnlyReason={view.readOnlyReason}
          onSelect={(target, on) => select([target], on)}
          onPush={(item) => setReviewed([asReviewed(item)])}
        />
      )}
      {nothing && (typed !== '' || found.progress?.done) && (
        <NoSuggestions
          text={typed}
          repository={view.scope.repository}
          unread={found.unread}
          onClearText={() => view.setText('')}
          onWholeRegistry={view.leaveRepository}
        />
      )}
      {reviewed && <ReviewDialog items={reviewed} onClose={() => setReviewed(null)} />}
    </article>
  )
}

const asReviewed = (item: Suggestion): ReviewedTag => ({ target: item.target, spec: suggestionYaml(item) })

function Freshness({ asOf, refreshing }: { asOf: string; refreshing: boolean }) {
  return (
    <span role="status">
      {refreshing ? (
        'looking again…'
      ) : (
        <>
          checked <ClockTime value={asOf} />
        </>
      )}
    </span>
  )
}

function Actions({ found }: { found: Suggestions }) {
  return (
    <>
      <Button
        onClick={found.refresh}
        disabled={found.refreshing || found.isPending}
        title="List repositories and tags again"
      >
        <RefreshCw aria-hidden className={cn(found.refreshing && 'animate-spin')} />
        Refresh
      </Button>
      <Button asChild>
        <Link href={composePath()}>Compose by hand</Link>
      </Button>
    </>
  )
}
