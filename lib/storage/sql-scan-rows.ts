import 'server-only'
import { sql } from 'kysely'
import type { ScanMode, ScanPlace, ScanReason, ScanRecord, ScanState } from './scan-store'
import { numberOrNull } from './sql-facts'

export interface ScanRow {
  id: string
  registry: string
  mode: ScanMode
  scope: ScanPlace[] | null
  reason: ScanReason
  actor: string
  state: ScanState
  problem: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
  resumed_at: string | null
  listed: boolean
  repositories: number
  done: number
  found: number
  checked: number
  changed: number
  errors: number
}

/** A scan with the sums of its repositories. Follow it with `where`, and whatever else. */
export const SELECT_SCANS = sql`
  select s.id, s.registry, s.mode, s.scope, s.reason, s.actor, s.state, coalesce(s.paused, s.problem) as problem, s.created_at, s.started_at,
    s.finished_at, s.resumed_at, s.listed, sums.*
  from scan s cross join lateral (
    select count(*)::int as repositories, (count(*) filter (where i.state in ('done', 'failed')))::int as done,
      coalesce(sum(i.found), 0)::int as found, coalesce(sum(i.checked), 0)::int as checked,
      coalesce(sum(i.changed), 0)::int as changed, coalesce(sum(i.errors), 0)::int as errors
    from scan_item i where i.scan_id = s.id
  ) sums`

export const scanOf = (row: ScanRow): ScanRecord => ({
  id: row.id,
  registry: row.registry,
  mode: row.mode,
  scope: row.scope,
  reason: row.reason,
  actor: row.actor,
  state: row.state,
  problem: row.problem,
  createdAt: Number(row.created_at),
  startedAt: numberOrNull(row.started_at),
  finishedAt: numberOrNull(row.finished_at),
  resumedAt: numberOrNull(row.resumed_at),
  listed: row.listed,
  counts: {
    repositories: row.repositories,
    repositoriesDone: row.done,
    found: row.found,
    checked: row.checked,
    changed: row.changed,
    errors: row.errors,
  },
})
