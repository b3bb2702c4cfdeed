'use client'

import Link from 'next/link'
import { useRef } from 'react'
import { Notice } from '@/components/ui/notice'
import type { SpecEdit } from '@/lib/composition/spec-after'
import type { Problem } from '@/lib/contract/compositions'
import { suggestionsPath } from '@/lib/routes'
import { AddImage } from './add-image'
import { EmptyComposition } from './empty-composition'
import { EntryList } from './entry-list'
import { ProblemList } from './problem-list'
import { TemplateImages } from './template-images'
import type { Composition } from './use-composition'
import type { LivePlan } from './use-plan'

interface ComposeFormProps {
  composition: Composition
  live: LivePlan
  agreed: ReadonlySet<string>
  onAgree: (problem: Problem, agrees: boolean) => void
}

/** The text as a form: every change here is an edit of the YAML. */
export function ComposeForm({ composition, live, agreed, onAgree }: ComposeFormProps) {
  const { spec, broken, edit, fix } = composition
  const { plan, stale } = live
  const empty = spec.manifests.length === 0
  const form = useRef<HTMLDivElement>(null)
  const showEntry = (entry: number) =>
    form.current?.querySelector<HTMLElement>(`[data-entry="${entry}"] input`)?.focus()
  return (
    <div ref={form} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {broken && (
        <Notice kind="warning" title="The YAML cannot be read.">
          This is what it said last; it can be edited here again once line {broken.line ?? 1} is mended.
        </Notice>
      )}
      <fieldset disabled={broken !== null} aria-label="Entries" className="grid min-w-0 gap-2">
        {empty && (
          <EmptyComposition
            onFillIn={(target, sources) => edit({ kind: 'set-target', image: target }, ...sources.map(added))}
          />
        )}
        {!empty && (
          <EntryList
            manifests={spec.manifests}
            plan={plan}
            pending={stale && !broken}
            onEdit={edit}
            onFix={fix}
          />
        )}
        <AddImage disabled={broken !== null} onAdd={(references) => edit(...references.map(added))} />
        <TemplateImages spec={spec} disabled={broken !== null} onEdit={edit} />
        {!empty && (
          <Link
            href={suggestionsPath()}
            prefetch={false}
            className="w-fit py-0.5 text-ink-2 text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
          >
            See what else could be composed
          </Link>
        )}
      </fieldset>
      {plan && plan.problems.length > 0 && (
        <ProblemList
          problems={plan.problems}
          actions={{ agreed, onAgree, onFix: fix, onShowEntry: showEntry, disabled: stale }}
        />
      )}
    </div>
  )
}

/** A source whose platform is read from the image. */
const added = (image: string): SpecEdit => ({
  kind: 'add-entry',
  value: { image, platform: {}, annotations: {} },
})
