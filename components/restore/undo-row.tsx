import Link from 'next/link'
import { Digest } from '@/components/ui/digest'
import { Spinner } from '@/components/ui/spinner'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { parseReference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import type { UndoFailure, UndoRow } from './undo-state'
import type { UndoWords } from './undo-words'

interface UndoRowViewProps {
  row: UndoRow
  /** Whether the registry deletes, as far as is known. */
  deletes: 'yes' | 'no' | 'unknown'
  words: UndoWords
}

/** One tag: what will happen to it, what is happening, or how it ended. */
export function UndoRowView({ row, deletes, words }: UndoRowViewProps) {
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] items-start gap-x-2">
      <span className="grid h-6 place-items-center">
        <RowMark row={row} words={words} />
      </span>
      <div className="min-w-0">
        <p className="flex min-h-6 flex-wrap items-center gap-x-2">
          <span className="break-all font-mono text-xs">{row.name}</span>
          <RowWords row={row} deletes={deletes} words={words} />
        </p>
        {row.outcome.state === 'failed' && <RowFailure row={row} failure={row.outcome.failure} />}
        {row.outcome.state === 'done' &&
          row.outcome.notices.map((notice) => (
            <p key={notice} className="text-ink-2">
              {notice}
            </p>
          ))}
      </div>
    </li>
  )
}

function RowMark({ row: { outcome }, words }: Pick<UndoRowViewProps, 'row' | 'words'>) {
  if (outcome.state === 'running') return <Spinner />
  if (outcome.state === 'done') return <StatusGlyph kind="ok" label={words.done} />
  if (outcome.state === 'failed') return <StatusGlyph kind="error" label={words.failed} />
  return <StatusGlyph kind="info" label={null} />
}

const WORDS_CLASS = 'inline-flex flex-wrap items-center gap-x-1.5 text-ink-2'

function RowWords({ row, deletes, words }: UndoRowViewProps) {
  const { outcome, before } = row
  if (outcome.state === 'failed') return <span className="text-ink-2">{words.failed}</span>
  if (outcome.state === 'done') {
    if (before === null)
      return <span className={WORDS_CLASS}>{outcome.moved ? 'is removed' : 'was gone already'}</span>
    return (
      <span className={WORDS_CLASS}>
        {outcome.moved ? 'is back at' : 'was already back at'} <Digest value={before} />
      </span>
    )
  }
  if (before === null) return <span className={WORDS_CLASS}>{REMOVAL[deletes]}</span>
  return (
    <span className={WORDS_CLASS}>
      goes back to <Digest value={before} />
    </span>
  )
}

const REMOVAL = {
  yes: 'was new: it is removed',
  unknown: 'was new: it is removed, if the registry can delete; else it stays',
  no: 'was new: this registry could not delete when it was last asked, so it may stay',
} as const

function RowFailure({ row, failure }: { row: UndoRow; failure: UndoFailure }) {
  const { message, hint, code, requestId, now } = failure
  const reference = parseReference(row.ref)
  return (
    <div role="alert" className="mb-1">
      <p>
        {message} {hint && <span className="text-ink-2">{hint}</span>}
      </p>
      {now && reference.ok && (
        <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
          <span>There now:</span> <Digest value={now} />
          <Link
            href={referencePath(reference.value)}
            className="inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-3 hover:decoration-ink"
          >
            Look at it
          </Link>
        </p>
      )}
      <p className="font-mono text-2xs text-ink-2">
        {code}
        {requestId && ` · request ${requestId}`}
      </p>
    </div>
  )
}
