import 'server-only'
import { sql } from 'kysely'
import type { Finding } from '@/lib/coverage/finding-table'
import { prepared } from './prepared'
import { asJson, type Database } from './sql-places'

interface Found {
  /** Null for what is found of the repository itself. */
  tag: string | null
  finding: Finding
}

interface Row {
  id: string
  tag: string | null
  code: string
  severity: string
  platform: string | null
  message: string
  details: unknown
  ignored_by: string | null
}

/**
 * Makes the stored findings of a repository these: one that was there before keeps the time it was first found.
 * Answers the tags with another set than before, and the findings that are new and count.
 */
export async function putFindings(
  db: Database,
  id: number,
  at: number,
  found: readonly Found[],
): Promise<{ changed: Set<string>; fresh: Finding[] }> {
  const before = bySubject(await storedFindings(db, id))
  const changed = new Set<string>()
  const fresh: Finding[] = []
  const added: Found[] = []
  const updated: (Found & { id: string })[] = []
  const note = (tag: string | null) => tag !== null && changed.add(tag)
  for (const one of found) {
    const known = before.get(subjectOf(one.tag, one.finding))?.shift()
    if (!known) {
      added.push(one)
      note(one.tag)
      if (!one.finding.ignored) fresh.push(one.finding)
    } else if (!says(known, one.finding)) {
      updated.push({ ...one, id: known.id })
      note(one.tag)
      if (known.ignored_by !== null && !one.finding.ignored) fresh.push(one.finding)
    }
  }
  const gone = [...before.values()].flat()
  for (const { tag } of gone) note(tag)
  await remove(db, gone)
  await update(db, updated)
  await add(db, id, at, added)
  return { changed, fresh }
}

async function storedFindings(db: Database, id: number): Promise<Row[]> {
  const { rows } = await prepared(sql<Row>`
    select f.id, t.name as tag, f.code, f.severity, f.platform, f.message, f.details, f.ignored_by
    from finding f left join tag t on t.id = f.tag_id
    where f.repository_id = ${id} order by f.id`).execute(db)
  return rows
}

const subjectOf = (tag: string | null, { code, platform, ref }: Pick<Finding, 'code' | 'platform' | 'ref'>) =>
  JSON.stringify([tag ?? ref, code, platform ?? null])

function bySubject(rows: readonly Row[]): Map<string, Row[]> {
  const subjects = new Map<string, Row[]>()
  for (const row of rows) {
    const subject = JSON.stringify([row.tag ?? refOf(row), row.code, row.platform])
    subjects.set(subject, [...(subjects.get(subject) ?? []), row])
  }
  return subjects
}

/** Findings of the repository are told apart by what they are about. */
const refOf = (row: Row): string =>
  typeof row.details === 'object' && row.details !== null && 'ref' in row.details
    ? String(row.details.ref)
    : ''

const detailsOf = ({ details, fix, ref }: Finding, tag: string | null) => ({
  ...details,
  ...(fix && { fix }),
  ...(tag === null && { ref }),
})

const says = (row: Row, finding: Finding): boolean =>
  row.severity === finding.severity &&
  row.message === finding.message &&
  row.ignored_by === (finding.ignored?.id ?? null)

async function remove(db: Database, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await sql`delete from finding where id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(db)
}

async function update(db: Database, findings: readonly (Found & { id: string })[]): Promise<void> {
  if (findings.length === 0) return
  const rows = findings.map(({ id, tag, finding }) => ({ id, ...columnsOf(tag, finding) }))
  await sql`update finding set severity = r.severity, message = r.message, details = r.details, ignored_by = r.ignored
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as r
      (id bigint, severity text, message text, details jsonb, ignored text)
    where finding.id = r.id`.execute(db)
}

async function add(db: Database, id: number, at: number, findings: readonly Found[]): Promise<void> {
  if (findings.length === 0) return
  const rows = findings.map(({ tag, finding }) => ({ tag, ...columnsOf(tag, finding) }))
  // What is found of a tag that has gone meanwhile is found of nothing.
  await prepared(sql`
    insert into finding
      (repository_id, tag_id, ref, code, severity, platform, message, details, found_at, ignored_by)
    select ${id}, t.id, r.ref, r.code, r.severity, r.platform, r.message, r.details, ${at}, r.ignored
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as r
      (tag text, ref text, code text, severity text, platform text, message text, details jsonb, ignored text)
    left join tag t on t.repository_id = ${id} and t.name = r.tag
    where r.tag is null or t.id is not null`).execute(db)
}

const columnsOf = (tag: string | null, finding: Finding) => ({
  ref: finding.ref,
  code: finding.code,
  severity: finding.severity,
  platform: finding.platform ?? null,
  message: finding.message,
  details: detailsOf(finding, tag),
  ignored: finding.ignored?.id ?? null,
})
