'use client'

import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { type GlyphKind, StatusGlyph } from '@/components/ui/status-glyph'
import { PROBLEM_TABLE, type ProblemFix } from '@/lib/composition/problems'
import type { Problem } from '@/lib/contract/compositions'
import { fixInWords } from './fix-in-words'
import { problemKey } from './push-readiness'

const LOOKS = {
  error: { glyph: 'error', tone: 'bg-bad-bg', word: 'Error', plural: 'errors' },
  confirm: { glyph: 'warning', tone: 'bg-warn-bg', word: 'To confirm', plural: 'to confirm' },
  warning: { glyph: 'warning', tone: 'bg-warn-bg', word: 'Warning', plural: 'warnings' },
  info: { glyph: 'info', tone: 'bg-sunk', word: 'Information', plural: 'notes' },
} as const satisfies Record<
  Problem['severity'],
  { glyph: GlyphKind; tone: string; word: string; plural: string }
>

const SEVERITIES = ['error', 'confirm', 'warning', 'info'] as const
const URGENT = ['error', 'confirm', 'warning'] as const

interface ProblemListProps {
  problems: readonly Problem[]
  /** What can be done about them; without it they are only told. */
  actions?: ProblemActions | undefined
}

interface ProblemActions {
  /** Keys of the problems the person agreed to push with. */
  agreed: ReadonlySet<string>
  onAgree: (problem: Problem, agrees: boolean) => void
  onFix: (fix: ProblemFix) => void
  /** Leads to the entry of this place. */
  onShowEntry: (entry: number) => void
  /** True while the plan is refreshed, or the text cannot be edited by button. */
  disabled: boolean
}

/** What stands in the way, what to agree to, and what is good to know: worst first. */
export function ProblemList({ problems, actions }: ProblemListProps) {
  const notes = problems.filter(({ severity }) => severity === 'info')
  return (
    <section aria-label="Problems">
      <p role="status" className="sr-only">
        {problemsInWords(problems)}
      </p>
      <Problems
        problems={URGENT.flatMap((severity) => problems.filter((it) => it.severity === severity))}
        actions={actions}
      />
      {notes.length > 0 && (
        <details className="mt-1.5">
          <summary className="w-fit cursor-pointer rounded-xs py-1 text-ink-2">{notesInWords(notes)}</summary>
          <Problems problems={notes} actions={actions} />
        </details>
      )}
    </section>
  )
}

function Problems({ problems, actions }: ProblemListProps) {
  if (problems.length === 0) return null
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {problems.map((problem) => (
        <ProblemRow
          key={`${problemKey(problem)} ${problem.line} ${problem.message}`}
          problem={problem}
          actions={actions}
        />
      ))}
    </ul>
  )
}

function ProblemRow({ problem, actions }: { problem: Problem; actions: ProblemActions | undefined }) {
  const checkboxId = useId()
  const { severity, code, message, fix } = problem
  const look = LOOKS[severity]
  const { title, why } = PROBLEM_TABLE[code]
  return (
    <li
      data-code={code}
      data-severity={severity}
      className={cn('flex flex-wrap items-start gap-x-2.5 gap-y-1.5 rounded-lg px-2.5 py-2', look.tone)}
    >
      <StatusGlyph kind={look.glyph} label={look.word} className="mt-0.75" />
      <div className="min-w-0 flex-1 basis-48 [overflow-wrap:anywhere]">
        <b className="font-semibold">{title}.</b> {message}
        <Place problem={problem} onShowEntry={actions?.onShowEntry} />
        <span className="block text-ink-2 text-xs">{why}</span>
        {actions && severity === 'confirm' && (
          <span className="mt-1 flex items-center gap-2">
            <Checkbox
              id={checkboxId}
              checked={actions.agreed.has(problemKey(problem))}
              onCheckedChange={(checked) => actions.onAgree(problem, checked === true)}
            />
            <label htmlFor={checkboxId} className="font-medium">
              Push all the same
            </label>
          </span>
        )}
      </div>
      {actions && fix && (
        <Button
          size="sm"
          className="h-auto min-h-6 max-w-full whitespace-normal break-all text-left"
          disabled={actions.disabled}
          onClick={() => actions.onFix(fix)}
        >
          {fixInWords(fix, problem.platform)}
        </Button>
      )}
    </li>
  )
}

/** The entry it is about, counted as people count, and its line in the YAML. */
function Place(props: { problem: Problem; onShowEntry: ProblemActions['onShowEntry'] | undefined }) {
  const { entry, line } = props.problem
  if (entry === undefined && line === undefined) return null
  const named = entry !== undefined && `entry ${entry + 1}`
  return (
    <span className="text-ink-2">
      {' ('}
      {named && props.onShowEntry ? (
        <button
          type="button"
          className="min-h-6 underline decoration-line-strong underline-offset-3 hover:decoration-ink"
          onClick={() => props.onShowEntry?.(entry ?? 0)}
        >
          {named}
        </button>
      ) : (
        named
      )}
      {named && line !== undefined && ', '}
      {line !== undefined && `line ${line}`})
    </span>
  )
}

/** "1 error, 2 to confirm", for those who hear the page. */
function problemsInWords(problems: readonly Problem[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length
    if (count === 0) return []
    const { word, plural } = LOOKS[severity]
    return [count === 1 && severity !== 'confirm' ? `1 ${word.toLowerCase()}` : `${count} ${plural}`]
  })
  return counts.length === 0 ? 'No problems.' : counts.join(', ')
}

/** "3 notes: From another repository, Source index opened": each kind once. */
function notesInWords(notes: readonly Problem[]): string {
  const titles = [...new Set(notes.map(({ code }) => PROBLEM_TABLE[code].title))]
  return `${notes.length === 1 ? '1 note' : `${notes.length} notes`}: ${titles.join(', ')}`
}
