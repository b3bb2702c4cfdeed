'use client'

import type { ReactNode } from 'react'
import { PlatformChip, type PlatformStatus } from '@/components/platform/platform-chip'
import { Digest } from '@/components/ui/digest'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { TemplateFinding, TemplateState } from './template-state'

interface TemplatePreviewProps {
  findings: readonly TemplateFinding[]
  looking: boolean
}

/** A row a platform: what the template comes to there, and what is behind it. */
export function TemplatePreview({ findings, looking }: TemplatePreviewProps) {
  const notes = new Set(findings.flatMap(({ row }) => row.note ?? []))
  return (
    <div>
      <ul aria-label="What the template comes to" aria-busy={looking} className="border-t">
        {findings.map((finding) => (
          <PreviewRow key={JSON.stringify(finding.row.platform)} {...finding} />
        ))}
      </ul>
      {[...notes].map((note) => (
        <p key={note} className="mt-1.5 text-ink-2 text-xs">
          {note}
        </p>
      ))}
    </div>
  )
}

function PreviewRow({ row, state }: TemplateFinding) {
  return (
    <li className="border-b py-1">
      <div className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-2">
        <PlatformChip platform={row.platform} status={CHIPS[state.kind]} />
        {row.reference !== null && (
          <span className="min-w-0 break-all font-mono text-xs">{row.reference}</span>
        )}
        <span className="inline-flex sm:ml-auto items-center gap-1.5 text-ink-2 text-xs">
          <InShort state={state} />
        </span>
      </div>
      <div className="grid gap-0.5 text-ink-2 text-xs">
        <InFull state={state} />
        {row.sameAs && <p>The same image as for {row.sameAs}: the template does not tell them apart.</p>}
      </div>
    </li>
  )
}

const CHIPS: Record<TemplateState['kind'], PlatformStatus> = {
  unsure: 'present',
  found: 'present',
  missing: 'missing',
  unreadable: 'unreadable',
  invalid: 'missing',
}

function InShort({ state }: { state: TemplateState }): ReactNode {
  switch (state.kind) {
    case 'unsure':
      return <Skeleton className="w-32" />
    case 'found':
      return (
        <>
          <StatusGlyph kind="ok" label={null} />
          found <Digest value={state.digest} ends={[8, 4]} />
        </>
      )
    case 'missing':
      return (
        <>
          <StatusGlyph kind="missing" label={null} />
          not there: skipped on purpose
        </>
      )
    case 'unreadable':
    case 'invalid':
      return null
  }
}

/** What takes a sentence. */
function InFull({ state }: { state: TemplateState }): ReactNode {
  switch (state.kind) {
    case 'found':
      return state.warnings.map((warning) => (
        <Told key={warning} kind="warning">
          {warning}
        </Told>
      ))
    case 'unreadable':
      return (
        <Told kind="unreadable">
          Could not be read: {state.message} It is added all the same, since it may be there; nothing is
          pushed before it can be read.
        </Told>
      )
    case 'invalid':
      return <Told kind="error">{state.message}</Told>
    case 'unsure':
    case 'missing':
      return null
  }
}

function Told(props: { kind: 'warning' | 'unreadable' | 'error'; children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5">
      <StatusGlyph kind={props.kind} label={null} className="mt-0.5" />
      <span className="min-w-0 break-words">{props.children}</span>
    </p>
  )
}
