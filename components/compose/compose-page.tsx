'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import type { Problem } from '@/lib/contract/compositions'
import { ComposeForm } from './compose-form'
import { ComposeHeader } from './compose-header'
import type { ComposeQuery } from './draft'
import { EditedIndex } from './edited-index'
import { ImportDialog } from './import-dialog'
import { ImportDrop } from './import-drop'
import { PlanPanel } from './plan-panel'
import { PushDialog } from './push-dialog'
import { acceptedCodes, problemKey, pushBlocker } from './push-readiness'
import { RepairedTag } from './repaired-tag'
import { type Composition, useComposition } from './use-composition'
import { useImport } from './use-import'
import { usePlan } from './use-plan'
import { usePush } from './use-push'
import type { SpecLink } from './use-spec-link'
import { YamlPane } from './yaml-pane'

/** Entries and their YAML on the left, what they come to on the right. */
export function ComposePage(query: ComposeQuery) {
  if (query.repair)
    return (
      <RepairedTag reference={query.repair} pending={<ComposeSkeleton />}>
        {(seed) => <SeededComposer query={{ repair: `${query.repair} ${seed}` }} seed={seed} />}
      </RepairedTag>
    )
  if (!query.edit) return <SeededComposer query={query} />
  return (
    <EditedIndex reference={query.edit} pending={<ComposeSkeleton />}>
      {(seed, edit) => <SeededComposer query={{ edit }} seed={seed} />}
    </EditedIndex>
  )
}

/** `seed`: what to begin with, where the address does not hold it. */
function SeededComposer({ query, seed }: { query: ComposeQuery; seed?: string }) {
  const composition = useComposition(query, seed)
  if (!composition) return <ComposeSkeleton />
  return <Composer composition={composition} />
}

function Composer({ composition }: { composition: Composition }) {
  const { text, spec, broken } = composition
  const [view, setView] = useState<'form' | 'yaml'>('form')
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set())
  const live = usePlan(text, broken === null)
  const push = usePush()
  const imports = useImport(composition.open)
  const { plan, stale } = live
  const started = spec.manifests.length > 0 || spec.image !== ''
  const brokenLine = broken ? (broken.line ?? 1) : null
  const blocker = pushBlocker({ started, brokenLine, plan, stale, agreed })
  const accept = acceptedCodes(plan?.problems ?? [], agreed)
  const start = () => {
    if (!plan || blocker !== null) return
    push.start({ spec: text, expect: { digest: plan.digest, tags: plan.tags }, accept })
  }
  const agree = (problem: Problem, agrees: boolean) =>
    setAgreed((now) => {
      const others = [...now].filter((key) => key !== problemKey(problem))
      return new Set(agrees ? [...others, problemKey(problem)] : others)
    })
  return (
    <div className="min-w-0">
      <ComposeHeader
        composition={composition}
        plan={plan}
        blocker={blocker}
        onImport={imports.ask}
        onPush={start}
      />
      <LinkFailure {...composition.link} />
      {composition.beginAgain && <UnfinishedEdit onBeginAgain={composition.beginAgain} />}
      {composition.earlier !== null && <EarlierDraft onRestore={composition.restoreEarlier} />}
      <ViewSwitch view={view} onViewChange={setView} />
      <div className="grid gap-x-5 gap-y-6 lg:grid-cols-2 min-[87.5rem]:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)_minmax(0,1.1fr)]">
        <section aria-label="Form" className={cn('min-w-0', view !== 'form' && 'max-[87.5rem]:hidden')}>
          <ComposeForm composition={composition} live={live} agreed={agreed} onAgree={agree} />
        </section>
        <section aria-label="YAML" className={cn('min-w-0', view !== 'yaml' && 'max-[87.5rem]:hidden')}>
          <YamlPane composition={composition} problems={stale ? [] : (plan?.problems ?? [])} />
        </section>
        <PlanPanel live={live} text={text} accept={accept} broken={broken !== null} />
      </div>
      <ImportDrop imports={imports} empty={text.trim() === ''} />
      {imports.start && (
        <ImportDialog key={JSON.stringify(imports.start)} imports={imports} start={imports.start} />
      )}
      <PushDialog
        push={push}
        live={live}
        target={spec.image}
        onRetry={start}
        onStartOver={() => {
          push.close()
          composition.startOver()
        }}
      />
    </div>
  )
}

/** On narrow screens one of the two is seen; on wide ones both are, and there is nothing to switch. */
function ViewSwitch(props: { view: 'form' | 'yaml'; onViewChange: (view: 'form' | 'yaml') => void }) {
  return (
    <Choice
      label="View"
      value={props.view}
      options={VIEWS}
      onChoose={props.onViewChange}
      className="mb-3 min-[87.5rem]:hidden"
    />
  )
}

const VIEWS = [
  { value: 'form', name: 'Form' },
  { value: 'yaml', name: 'YAML' },
] as const

function LinkFailure({ failure, dismiss }: SpecLink) {
  if (failure === null) return null
  return (
    <Notice
      kind="error"
      className="mb-4"
      title="The link could not be opened."
      actions={
        <Button size="sm" onClick={dismiss}>
          Go on without it
        </Button>
      }
    >
      {failure}
    </Notice>
  )
}

function EarlierDraft({ onRestore }: { onRestore: () => void }) {
  return (
    <Notice
      kind="info"
      className="mb-4"
      actions={
        <Button size="sm" onClick={onRestore}>
          Bring it back
        </Button>
      }
    >
      Another composition was open here. It is kept until you start over.
    </Notice>
  )
}

function UnfinishedEdit({ onBeginAgain }: { onBeginAgain: () => void }) {
  return (
    <Notice
      kind="info"
      className="mb-4"
      actions={
        <Button size="sm" onClick={onBeginAgain}>
          Begin again from the index
        </Button>
      }
    >
      This is your unfinished edit of the index, not the index as it is.
    </Notice>
  )
}

function ComposeSkeleton() {
  return (
    <div>
      <h1 className="mb-4 font-semibold text-lg">Compose</h1>
      <p role="status" className="sr-only">
        Opening the composition…
      </p>
      <div className="grid gap-3">
        <Skeleton className="h-7 w-88 max-w-full" />
        <Skeleton className="h-16 max-w-xl" />
        <Skeleton className="h-16 max-w-xl" />
      </div>
    </div>
  )
}
