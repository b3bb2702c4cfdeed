'use client'

import { RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { ReferenceTitle } from '@/components/shell/reference-title'
import { SuggestionHint } from '@/components/suggest/suggestion-hint'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { cn } from '@/components/ui/cn'
import { ErrorState } from '@/components/ui/error-state'
import { toApiError } from '@/lib/client/api'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { composePath, coveragePath } from '@/lib/routes'
import { TagList } from './tag-list'
import { TagPickBar } from './tag-pick-bar'
import { TagToolbar } from './tag-toolbar'
import { useTagFilter } from './use-tag-filter'
import { useTagPick } from './use-tag-pick'
import { useTags, useVerifyTags } from './use-tags'

/** A repository: its tags, what each can be pulled for, and what is wrong with it. */
export function RepositoryPage({ reference }: { reference: Reference }) {
  const { registry, repository } = reference
  const state = useTagFilter(registry, repository)
  const tags = useTags(state.filter)
  const pick = useTagPick(reference)
  const verify = useVerifyTags(state.filter)
  return (
    <>
      <PageHeader
        title={<ReferenceTitle reference={reference} />}
        freshness={<Freshness tags={tags} changed={verify.data ?? null} verifying={verify.isPending} />}
        actions={
          <>
            <Button
              onClick={() => verify.mutate()}
              disabled={verify.isPending || !tags.query.data}
              title="Ask the registry again for every tag, child and config shown"
            >
              <RefreshCw aria-hidden className={cn(verify.isPending && 'animate-spin')} />
              Refresh
            </Button>
            <Button asChild>
              <Link href={coveragePath({ registry, repository })}>Coverage</Link>
            </Button>
            <Button variant="primary" asChild>
              <Link href={composePath({ target: formatReference({ registry, repository }) })}>
                Compose a tag
              </Link>
            </Button>
          </>
        }
      />
      {verify.error && (
        <ErrorState error={toApiError(verify.error)} onRetry={() => verify.mutate()} className="mb-3" />
      )}
      <SuggestionHint registry={registry} repository={repository} className="mb-3" />
      {(tags.rows.length > 0 || tags.query.data || !tags.query.error) && (
        <TagToolbar state={state} rows={tags.rows} total={tags.total} pick={pick} />
      )}
      <TagList reference={reference} state={state} tags={tags} pick={pick} />
      {pick.on && <TagPickBar pick={pick} />}
    </>
  )
}

interface FreshnessProps {
  tags: ReturnType<typeof useTags>
  changed: number | null
  verifying: boolean
}

function Freshness({ tags, changed, verifying }: FreshnessProps) {
  const { asOf, knownFrom, query } = tags
  if (knownFrom !== null)
    return (
      <span role="status">
        known from <ClockTime value={knownFrom} />
        {query.error ? ', the registry does not answer' : ', refreshing…'}
      </span>
    )
  return (
    <span role="status">
      {verifying && 'checking every child…'}
      {!verifying && asOf !== null && (
        <>
          checked <ClockTime value={asOf} />
          {changed !== null && `, ${changed === 0 ? 'nothing' : changed} changed`}
        </>
      )}
    </span>
  )
}
