import type { ApiError } from '@/lib/client/api'
import { RestoreConflict, type RestoreResult } from '@/lib/contract/restores'

/** A tag as a push left it: `before` is what it is put back to, null removes it; `after` is what must be there still. */
export interface UndoTag {
  /** `registry/repository:tag`. */
  ref: string
  /** What it is called in the list. */
  name: string
  before: string | null
  after: string | null
}

export interface UndoFailure {
  message: string
  hint?: string
  code: string
  requestId?: string
  /** What somebody else put there: a digest, or null for nothing. Absent where nobody did. */
  now?: string | null
  /** Whether trying again may end otherwise. */
  retryable: boolean
}

export type UndoOutcome =
  | { state: 'planned' | 'running' }
  | { state: 'done'; moved: boolean; notices: string[] }
  | { state: 'failed'; failure: UndoFailure }

export interface UndoRow extends UndoTag {
  outcome: UndoOutcome
}

export const plannedRows = (tags: readonly UndoTag[]): UndoRow[] =>
  tags.map((tag) => ({ ...tag, outcome: { state: 'planned' } }))

export const withOutcome = (rows: readonly UndoRow[], ref: string, outcome: UndoOutcome): UndoRow[] =>
  rows.map((row) => (row.ref === ref ? { ...row, outcome } : row))

/** Those a start would ask for: what is not done, and not refused for good. */
export const rowsToDo = (rows: readonly UndoRow[]): UndoRow[] =>
  rows.filter(
    ({ outcome }) => outcome.state === 'planned' || (outcome.state === 'failed' && outcome.failure.retryable),
  )

export const outcomeOf = ({ moved, notices }: RestoreResult): UndoOutcome => ({
  state: 'done',
  moved,
  notices,
})

/** A newer push or a deleted manifest will not come right by asking again. */
export function outcomeOfFailure(error: ApiError): UndoOutcome {
  const { code, message, hint, requestId } = error
  const conflict = RestoreConflict.safeParse(code === 'PLAN_MOVED' ? error.details : null)
  const retryable = code !== 'PLAN_MOVED' && code !== 'MANIFEST_UNKNOWN' && code !== 'READ_ONLY'
  return {
    state: 'failed',
    failure: {
      ...{ code, message, retryable },
      ...(hint && { hint }),
      ...(requestId && { requestId }),
      ...(conflict.success && { now: conflict.data.now }),
    },
  }
}

export type UndoPhase = 'planned' | 'running' | 'done' | 'partly' | 'failed'

/** Where the whole of it is. */
export function phaseOf(rows: readonly UndoRow[], running: boolean): UndoPhase {
  if (running) return 'running'
  const count = (state: UndoOutcome['state']) => rows.filter(({ outcome }) => outcome.state === state).length
  if (count('failed') === 0) return count('done') === rows.length ? 'done' : 'planned'
  return count('done') > 0 ? 'partly' : 'failed'
}

/** The tags of a push that moved, as what undoing it takes. `place` is `registry/repository`. */
export const undoTagsOf = (
  place: string,
  tags: readonly { tag: string; before: string | null; after: string | null; moved: boolean }[],
): UndoTag[] =>
  tags
    .filter(({ moved }) => moved)
    .map(({ tag, before, after }) => ({ ref: `${place}:${tag}`, name: tag, before, after }))
