import 'server-only'
import { sql } from 'kysely'
import type { Finding } from '@/lib/coverage/finding-table'
import type { JudgedTag, RepositoryJudgement } from '@/lib/coverage/judgement'
import type { JudgedChange, Place, Told } from './index-store'
import { prepared } from './prepared'
import { putFindings } from './sql-findings'
import { asJson, type Database, textArray } from './sql-places'
import { putEvents } from './sql-tag-events'

/** When, from which facts, and who told that a tag had moved. */
export interface JudgedFrom {
  at: number
  version: number
  told: ReadonlyMap<string, Told>
  rules?: string
}

const NOTHING: JudgedChange = { changed: [], lost: [], fresh: [] }

/** One transaction; the repository's row is held, so that judgements of one repository come one after the other. */
export async function recordJudgement(
  db: Database,
  place: Place,
  judgement: RepositoryJudgement,
  from: JudgedFrom,
): Promise<JudgedChange> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await prepared(sql<{ id: number; judged_version: string }>`
      select id, judged_version from repository
      where registry = ${place.registry} and name = ${place.repository} for update`).execute(trx)
    if (!rows[0] || Number(rows[0].judged_version) > from.version) return NOTHING
    const { id } = rows[0]
    const moved = await putTags(trx, id, judgement.tags)
    const findings = await putFindings(trx, id, from.at, [
      ...judgement.tags.flatMap(({ tag, findings: found }) => found.map((finding) => ({ tag, finding }))),
      ...judgement.findings.map((finding) => ({ tag: null, finding })),
    ])
    const events = await putEvents(trx, id, judgement.tags, from)
    await markUntagged(trx, id)
    await putSummary(trx, id, judgement, from)
    const changed = new Set([...moved, ...findings.changed, ...events.changed])
    return { changed: [...changed].sort(), lost: events.lost, fresh: findings.fresh.map(freshOf) }
  })
}

const freshOf = ({ code, severity, ref, platform, message }: Finding): JudgedChange['fresh'][number] => ({
  code,
  severity,
  ref,
  platform: platform ?? null,
  message,
})

/**
 * Tags gone meanwhile are passed over; rows that are as they were are not written. Answers the tags people see
 * something new of: another rank alone is nothing new.
 */
async function putTags(db: Database, id: number, tags: readonly JudgedTag[]): Promise<string[]> {
  const { rows } = await prepared(sql<{ name: string; seen: boolean }>`
    with judged as (
      select * from jsonb_to_recordset(${asJson(tags.map(rowOf))}::jsonb) as r
        (tag text, rank int, kind text, "mediaType" text, "artifactType" text, size bigint, "createdAt" bigint,
         attestations int, cells jsonb, offers jsonb, codes jsonb, errors int, warnings int)
    ), fresh as (
      select t.id, r.*, ${textArray('r.offers')} as offered, ${textArray('r.codes')} as coded,
        (t.kind, t.cells, t.errors, t.warnings) is distinct from (r.kind, r.cells, r.errors, r.warnings)
          or t.codes is distinct from ${textArray('r.codes')} as seen
      from tag t join judged r on r.tag = t.name
      where t.repository_id = ${id} and (
        (t.rank, t.kind, t.media_type, t.artifact_type, t.size, t.created_at, t.attestations, t.cells, t.errors, t.warnings)
          is distinct from
        (r.rank, r.kind, r."mediaType", r."artifactType", r.size, r."createdAt", r.attestations, r.cells, r.errors, r.warnings)
        or t.codes is distinct from ${textArray('r.codes')} or t.offers is distinct from ${textArray('r.offers')})
    )
    update tag set rank = f.rank, kind = f.kind, media_type = f."mediaType", artifact_type = f."artifactType",
      size = f.size, created_at = f."createdAt", attestations = f.attestations, cells = f.cells, offers = f.offered,
      codes = f.coded, errors = f.errors, warnings = f.warnings
    from fresh f where tag.id = f.id
    returning tag.name, f.seen`).execute(db)
  return rows.flatMap(({ name, seen }) => (seen ? [name] : []))
}

function rowOf({ findings, ...tag }: JudgedTag) {
  const counted = findings.filter(({ ignored }) => ignored === undefined)
  const count = (severity: Finding['severity']) => counted.filter((it) => it.severity === severity).length
  return {
    ...tag,
    codes: [...new Set(counted.map(({ code }) => code))].sort(),
    errors: count('error'),
    warnings: count('warning'),
  }
}

/** Referrers have no tag and are none the less wanted; what an index names is led to by it. */
const markUntagged = (db: Database, id: number) =>
  prepared(sql`
  with led as materialized (
    select digest from tag where repository_id = ${id} and digest is not null
    union
    select unnest(child_digests) from manifest where repository_id = ${id} and kind = 'index'
  )
  update manifest set untagged = not untagged
  where repository_id = ${id}
    and untagged <> (state = 'present' and subject is null and digest not in (select digest from led))`).execute(
    db,
  )

async function putSummary(
  db: Database,
  id: number,
  { summary }: RepositoryJudgement,
  { at, version, rules }: JudgedFrom,
): Promise<void> {
  const { tags, complete, errors, warnings, findings, platforms } = summary
  await prepared(sql`update repository set judged_at = ${at}, judged_version = ${version}, judged_rules = ${rules ?? null}, tags = ${tags},
      complete = ${complete}, errors = ${errors}, warnings = ${warnings},
      findings = ${JSON.stringify(findings)}::jsonb, platforms = ${JSON.stringify(platforms)}::jsonb
    where id = ${id}`).execute(db)
}
