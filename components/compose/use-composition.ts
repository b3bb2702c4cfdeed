'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { toast } from 'sonner'
import type { ProblemFix } from '@/lib/composition/problems'
import type { CompositionSpec } from '@/lib/composition/spec'
import type { SpecEdit } from '@/lib/composition/spec-after'
import { applyFix, type EditFailure, editSpec } from '@/lib/composition/spec-edit'
import { writeSpecYaml } from '@/lib/composition/spec-write'
import { readSpecYaml, type SpecFailure } from '@/lib/composition/spec-yaml'
import { ok, type Result } from '@/lib/oci/result'
import { type ComposeQuery, type Draft, loadDraft, openDraft, replaceDraft, saveDraft } from './draft'
import { type SpecLink, useSpecLink } from './use-spec-link'

export interface Composition {
  /** The one truth: the form and the plan are readings of it. */
  text: string
  /** As last read; while the text is broken, from before it was. */
  spec: CompositionSpec
  broken: SpecFailure | null
  setText: (text: string) => void
  /** Edits the text, keeping what it does not touch; all of the edits or none. Refused while the text is broken. */
  edit: (...edits: SpecEdit[]) => void
  fix: (fix: ProblemFix) => void
  /** Another composition takes this one's place, which is kept as `earlier`. */
  open: (text: string) => void
  startOver: () => void
  /** A draft put aside because another composition was opened. */
  earlier: string | null
  restoreEarlier: () => void
  /** The draft is an unfinished one of the same address; this begins with what the address asks for instead. */
  beginAgain: (() => void) | null
  link: SpecLink
}

const EMPTY_SPEC: CompositionSpec = {
  image: '',
  tags: [],
  format: null,
  mediaType: null,
  annotations: {},
  manifests: [],
}

/**
 * Null until the browser's draft is read: the server does not have it. `seed` is what the address asks to begin
 * with, where that is not in the address itself.
 */
export function useComposition(query: ComposeQuery, seed?: string): Composition | null {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [lastRead, setLastRead] = useState(EMPTY_SPEC)
  const { from, target, edit, repair } = query
  const [begun, setBegun] = useState<string | null>(null)
  const openSeeded = useEffectEvent(() => {
    const asked = seed ?? seedText(query)
    const opened = openDraft(loadDraft(sessionStorage), query, asked)
    setDraft(opened)
    setBegun(edit && opened.text !== asked ? asked : null)
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another composition
  useEffect(() => openSeeded(), [from, target, edit, repair])
  useEffect(() => {
    if (draft) saveDraft(sessionStorage, draft)
  }, [draft])
  const open = (next: string) => setDraft((now) => (now ? replaceDraft(now, next) : now))
  const link = useSpecLink(open)

  const text = draft?.text ?? ''
  const [read, setRead] = useState({ text: '', result: readSpecYaml('') })
  // Read once a text, while rendering: an effect would show the form of the text before.
  if (read.text !== text) {
    const result = readSpecYaml(text)
    setRead({ text, result })
    if (result.ok) setLastRead(result.value.spec)
  }
  if (!draft || link.pending) return null

  const setText = (next: string) => setDraft((now) => (now ? { ...now, text: next } : now))
  const change = (edited: Result<string, EditFailure>) => {
    if (edited.ok) setText(edited.value)
    else toast.error(edited.error.message)
  }
  return {
    text,
    spec: lastRead,
    broken: read.result.ok ? null : read.result.error,
    setText,
    edit: (...edits) =>
      change(
        edits.reduce<Result<string, EditFailure>>(
          (done, edit) => (done.ok ? editSpec(done.value, edit) : done),
          ok(text),
        ),
      ),
    fix: (fix) => change(applyFix(text, fix)),
    open,
    startOver: () => {
      setDraft({ ...draft, text: '', earlier: null })
      if (text.trim() !== '')
        toast('The composition is emptied.', { action: { label: 'Undo', onClick: () => setDraft(draft) } })
    },
    earlier: draft.earlier,
    restoreEarlier: () => {
      setDraft({ ...draft, text: draft.earlier ?? text, earlier: null })
      if (text.trim() !== '')
        toast('The earlier composition is back.', {
          action: { label: 'Undo', onClick: () => setDraft(draft) },
        })
    },
    beginAgain:
      begun === null || begun === text
        ? null
        : () => {
            open(begun)
            setBegun(null)
          },
    link,
  }
}

function seedText({ from, target }: ComposeQuery): string {
  if (!from && !target) return ''
  const manifests = from ? [{ image: from, platform: {}, annotations: {} }] : []
  return writeSpecYaml({ ...EMPTY_SPEC, image: target ?? '', manifests })
}
