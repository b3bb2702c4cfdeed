import 'server-only'
import { sql } from 'kysely'
import type { Presence } from '@/lib/coverage/facts'
import type { Digest } from '@/lib/oci/digest'
import type { Place } from './index-store'
import type { ReportFinding, ReportStore, ReportTag } from './report-store'
import { numberOrNull } from './sql-facts'
import { narrow } from './sql-narrow'
import type { Database } from './sql-places'
import { conditionsOf } from './sql-tag-filter'

type Tags = Pick<
  ReportStore,
  | 'narrow'
  | 'tags'
  | 'countTags'
  | 'tagKeysOf'
  | 'tagsById'
  | 'findingsOf'
  | 'repositoryFindings'
  | 'aliasesOf'
>

const SELECT_TAGS = sql`
  select t.id, r.registry, r.name as repository, t.name as tag, t.rank, t.state, t.digest, t.kind, t.media_type,
    t.artifact_type, t.size, t.created_at, t.attestations, t.problem, t.cells, t.offers, t.errors, t.warnings,
    c.checked_at, c.verified_at
  from tag t join repository r on r.id = t.repository_id
  join tag_check c on (c.repository_id, c.name) = (t.repository_id, t.name)`

export function sqlReportTags(db: Database): Tags {
  return {
    narrow: (filter) => narrow(db, filter),
    async tags(filter, { limit, after }) {
      // Past the last repository's rows, or further down in it.
      const beyond = after
        ? sql`(r.registry, r.name) >= (${after.registry}, ${after.repository}) and (
            (r.registry, r.name) > (${after.registry}, ${after.repository})
            or (t.rank, t.name) < (${after.rank}, ${after.tag}))`
        : sql`true`
      const { rows } = await sql<TagRow>`${SELECT_TAGS} where ${conditionsOf(filter)} and ${beyond}
        order by r.registry, r.name, t.rank desc, t.name desc limit ${limit}`.execute(db)
      return rows.map(tagOf)
    },
    async countTags(filter, most) {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from (
        select from tag t join repository r on r.id = t.repository_id where ${conditionsOf(filter)} limit ${most}
      ) counted`.execute(db)
      return rows[0]?.count ?? 0
    },
    async tagKeysOf({ registry, repository }) {
      const { rows } = await sql<KeyRow>`
        select t.id, t.name as tag, t.size, t.created_at, t.offers
        from tag t join repository r on r.id = t.repository_id
        where r.registry = ${registry} and r.name = ${repository} order by t.rank desc, t.name desc`.execute(
        db,
      )
      return rows.map(({ size, created_at, ...key }) => ({
        ...key,
        size: numberOrNull(size),
        createdAt: numberOrNull(created_at),
      }))
    },
    async tagsById(ids) {
      if (ids.length === 0) return []
      const { rows } = await sql<TagRow>`${SELECT_TAGS} where t.id = any(${[...ids]}::bigint[])`.execute(db)
      const byId = new Map(rows.map((row) => [row.id, tagOf(row)]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
    async findingsOf(tagIds) {
      if (tagIds.length === 0) return []
      const { rows } = await sql<FindingRow>`${SELECT_FINDINGS}
        where f.tag_id = any(${[...tagIds]}::bigint[]) order by f.tag_id, f.id`.execute(db)
      return rows.map(findingOf)
    },
    async repositoryFindings({ registry, repositories, limit }) {
      const { rows } = await sql<FindingRow>`${SELECT_FINDINGS}
        join repository r on r.id = f.repository_id
        where f.tag_id is null and (${registry ?? null}::text is null or r.registry = ${registry ?? null})
          and (${repositories === undefined} or r.id = any(${[...(repositories ?? [])]}::int[]))
        order by r.registry, r.name, f.id limit ${limit}`.execute(db)
      return rows.map(findingOf)
    },
    async aliasesOf({ registry, repository }: Place, digest, limit) {
      const { rows } = await sql<{ name: string }>`
        select t.name from tag t join repository r on r.id = t.repository_id
        where r.registry = ${registry} and r.name = ${repository} and t.digest = ${digest} and t.state = 'present'
        order by t.rank desc, t.name limit ${limit}`.execute(db)
      return rows.map(({ name }) => name)
    },
  }
}

interface KeyRow {
  id: string
  tag: string
  size: string | null
  created_at: string | null
  offers: string[]
}

interface TagRow {
  id: string
  registry: string
  repository: string
  tag: string
  rank: number
  state: Presence
  digest: Digest | null
  kind: ReportTag['kind']
  media_type: string | null
  artifact_type: string | null
  size: string | null
  created_at: string | null
  attestations: number
  problem: string | null
  cells: ReportTag['cells']
  offers: string[]
  errors: number
  warnings: number
  checked_at: string
  verified_at: string | null
}

const tagOf = (row: TagRow): ReportTag => {
  const { media_type, artifact_type, created_at, checked_at, verified_at, size, ...same } = row
  return {
    ...same,
    mediaType: media_type,
    artifactType: artifact_type,
    size: numberOrNull(size),
    createdAt: numberOrNull(created_at),
    checkedAt: Number(checked_at),
    verifiedAt: numberOrNull(verified_at),
  }
}

const SELECT_FINDINGS = sql`
  select f.tag_id, f.ref, f.code, f.severity, f.platform, f.message, f.details, f.found_at,
    i.id as ignore_id, i.reason, i.until
  from finding f left join ignore i on i.id = f.ignored_by`

interface FindingRow {
  tag_id: string | null
  ref: string
  code: string
  severity: ReportFinding['severity']
  platform: string | null
  message: string
  details: Record<string, unknown> | null
  found_at: string
  ignore_id: string | null
  reason: string | null
  until: string | null
}

const findingOf = (row: FindingRow): ReportFinding => ({
  tagId: row.tag_id,
  ref: row.ref,
  code: row.code,
  severity: row.severity,
  platform: row.platform,
  message: row.message,
  details: row.details,
  foundAt: Number(row.found_at),
  ignored:
    row.ignore_id === null ? null : { id: row.ignore_id, reason: row.reason ?? '', until: Number(row.until) },
})
