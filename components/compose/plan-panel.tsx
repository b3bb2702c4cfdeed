'use client'

import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Spinner } from '@/components/ui/spinner'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import type { PlanResponse } from '@/lib/contract/compositions'
import { mediaTypeInWords } from '@/lib/oci/media-type'
import { PlanBytes } from './plan-bytes'
import { PlanChange } from './plan-change'
import { PlanCommands } from './plan-commands'
import { PlanTransfers } from './plan-transfers'
import { PlanWhoGetsWhat } from './plan-who-gets-what'
import type { LivePlan } from './use-plan'
import { WholeDigest } from './whole-digest'

interface PlanPanelProps {
  live: LivePlan
  text: string
  accept: readonly string[]
  /** The YAML cannot be read: the plan shown is that of the last text that could. */
  broken: boolean
}

/** What a push would write: its digest, its bytes, and what it changes. */
export function PlanPanel({ live, text, accept, broken }: PlanPanelProps) {
  const { plan, stale, error, refresh } = live
  return (
    <section
      aria-label="Plan"
      aria-busy={stale && !broken}
      className="min-w-0 lg:sticky lg:top-4 lg:self-start"
    >
      <div className="flex min-h-5 items-center gap-2 text-ink-3 text-xs">
        <span>Digest of what will be pushed</span>
        <span role="status" className="inline-flex items-center gap-1">
          {broken && plan && 'as of the last readable text'}
          {!broken && stale && text.trim() !== '' && (
            <>
              <Spinner /> refreshing
            </>
          )}
        </span>
      </div>
      {error && <ErrorState error={error} onRetry={refresh} className="mt-2" />}
      {plan && <PlanFacts plan={plan} stale={stale} text={text} accept={accept} />}
      {!plan && !error && <NoPlan waiting={text.trim() !== '' && !broken} />}
    </section>
  )
}

function PlanFacts(props: { plan: PlanResponse; stale: boolean; text: string; accept: readonly string[] }) {
  const { plan, stale, text, accept } = props
  return (
    <div>
      <WholeDigest digest={plan.digest} label="Digest" />
      <p className="mb-3 text-ink-2">
        {!plan.complete && plan.sources.length > 0 && 'Without the sources that could not be opened: '}
        {plan.size.toLocaleString('en')} bytes, {mediaTypeInWords(plan.mediaType)}, profile{' '}
        <span className="font-mono text-xs">{plan.profile}</span>. {plan.profileReason}
      </p>
      <Tabs defaultValue="change">
        <TabsList aria-label="Plan" className="flex-wrap gap-y-0 overflow-x-visible">
          <TabsTrigger value="change">Change</TabsTrigger>
          <TabsTrigger value="who">Who gets what</TabsTrigger>
          <TabsTrigger value="json">JSON</TabsTrigger>
          <TabsTrigger value="transfers">
            Transfers <span className="font-mono text-2xs">{plan.transfers.length}</span>
          </TabsTrigger>
          <TabsTrigger value="commands">Commands</TabsTrigger>
        </TabsList>
        <TabsContent value="change">
          <PlanChange plan={plan} />
        </TabsContent>
        <TabsContent value="who">
          <PlanWhoGetsWhat plan={plan} stale={stale} />
        </TabsContent>
        <TabsContent value="json">
          <PlanBytes plan={plan} />
        </TabsContent>
        <TabsContent value="transfers">
          <PlanTransfers plan={plan} />
        </TabsContent>
        <TabsContent value="commands">
          <PlanCommands plan={plan} text={text} accept={accept} />
        </TabsContent>
      </Tabs>
    </div>
  )
}

function NoPlan({ waiting }: { waiting: boolean }) {
  if (!waiting)
    return (
      <p className="mt-1 max-w-prose text-ink-2">
        The exact bytes, their digest and what would change stand here as soon as there is a first image.
        Nothing is written before you push.
      </p>
    )
  return (
    <div className="mt-2 grid gap-3">
      <Skeleton className="h-6 w-72 max-w-full" />
      <Skeleton className="w-80 max-w-full" />
      <Skeleton className="w-56 max-w-full" />
    </div>
  )
}
