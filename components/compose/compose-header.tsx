'use client'

import { useId } from 'react'
import { Button } from '@/components/ui/button'
import type { PlanResponse } from '@/lib/contract/compositions'
import { CopyLink } from './copy-link'
import { FormatSelect } from './format-select'
import { IndexFields } from './index-fields'
import { TagChips } from './tag-chips'
import { TargetField } from './target-field'
import type { Composition } from './use-composition'

interface ComposeHeaderProps {
  composition: Composition
  plan: PlanResponse | null
  /** Why it cannot be pushed now; null when it can. */
  blocker: string | null
  onImport: () => void
  onPush: () => void
}

/** Where it goes, under which names, in which form; and the button. */
export function ComposeHeader({ composition, plan, blocker, onImport, onPush }: ComposeHeaderProps) {
  const { spec, edit, broken, text, startOver } = composition
  const blockerId = useId()
  const targetTrouble = plan?.problems.some(({ code }) => code === 'TARGET_TAG_MISSING') ?? false
  return (
    <header className="mb-4">
      <div className="flex flex-wrap items-start gap-2">
        <h1 className="mr-1 pt-1 font-semibold text-lg">Compose</h1>
        <fieldset disabled={broken !== null} className="contents" aria-label="Target, tags and format">
          <TargetField
            value={spec.image}
            invalid={spec.image !== '' && targetTrouble}
            onValueChange={(image) => edit({ kind: 'set-target', image })}
          />
          <TagChips tags={spec.tags} onTagsChange={(tags) => edit({ kind: 'set-tags', tags })} />
          <FormatSelect
            value={spec.format}
            planned={plan?.profile ?? null}
            onValueChange={(format) => edit({ kind: 'set-format', format })}
          />
          <IndexFields spec={spec} onEdit={edit} />
        </fieldset>
        <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
          {text.trim() !== '' && (
            <>
              <Button variant="ghost" onClick={startOver}>
                Start over
              </Button>
              <CopyLink text={text} broken={broken !== null} />
            </>
          )}
          <Button onClick={onImport}>Import</Button>
          <Button
            variant="primary"
            aria-disabled={blocker !== null || undefined}
            aria-describedby={blocker === null ? undefined : blockerId}
            onClick={() => blocker === null && onPush()}
          >
            Push index
          </Button>
        </div>
      </div>
      <p id={blockerId} className="mt-1 min-h-4.5 text-right text-ink-3 text-xs">
        {blocker}
      </p>
    </header>
  )
}
