import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { ReportStore, UntaggedManifest, Use } from './report-store'
import type { Database } from './sql-places'

type Uses = Pick<ReportStore, 'uses' | 'untagged'>

/** Tags named beside one use; more say nothing more. */
const TAGS_MAX = 20
/** A layer of everything is in more than anybody looks through. */
const HELD_MAX = 2_000

export function sqlReportUses(db: Database): Uses {
  return {
    async uses(registry, digest, limit) {
      const { rows: indexes } = await sql<Use>`
        with m as materialized (${holding(sql`child_digests`, digest)})
        select r.name as repository, m.digest, m.kind,
          (select coalesce(e -> 'platform' ->> 'os', '') || '/' || coalesce(e -> 'platform' ->> 'architecture', '')
            || coalesce('/' || (e -> 'platform' ->> 'variant'), '')
           from jsonb_array_elements(m.entries) e where e ->> 'digest' = ${digest} limit 1) as platform,
          ${TAGS_OF_MANIFEST} as tags
        from m join repository r on r.id = m.repository_id
        where r.registry = ${registry} limit ${limit}`.execute(db)
      const { rows: images } = await sql<Use>`
        with m as materialized (${holding(sql`blob_digests`, digest)})
        select r.name as repository, m.digest, m.kind,
          (m.image -> 'platform' ->> 'os') || '/' || (m.image -> 'platform' ->> 'architecture')
            || coalesce('/' || (m.image -> 'platform' ->> 'variant'), '') as platform,
          ${TAGS_LEADING_TO_MANIFEST} as tags
        from m join repository r on r.id = m.repository_id
        where r.registry = ${registry} limit ${limit}`.execute(db)
      return { indexes, images }
    },
    async untagged({ registry, after, limit }) {
      const { rows } = await sql<UntaggedRow>`
        select r.registry, r.name as repository, m.digest, m.kind, m.media_type, m.checked_at,
          (select coalesce(sum((b ->> 'size')::bigint), 0) from jsonb_array_elements(m.blobs) b) as size,
          (select e.tag from tag_event e where e.repository_id = m.repository_id and e.digest = m.digest
            order by e.id desc limit 1) as tag
        from manifest m join repository r on r.id = m.repository_id
        where m.untagged and (${registry ?? null}::text is null or r.registry = ${registry ?? null})
          and (${after === null}
            or (r.registry, r.name, m.digest) > (${after?.registry ?? ''}, ${after?.repository ?? ''}, ${after?.digest ?? ''}))
        order by r.registry, r.name, m.digest limit ${limit}`.execute(db)
      return rows.map(({ media_type, size, checked_at, ...row }) => ({
        ...row,
        mediaType: media_type,
        size: Number(size),
        lastSeenAt: Number(checked_at),
      }))
    },
  }
}

type UntaggedRow = Omit<UntaggedManifest, 'mediaType' | 'size' | 'lastSeenAt'> & {
  media_type: string
  size: string
  checked_at: string
}

/**
 * Looked up by the digest, which takes a part of its own: beside what is asked of each row the planner takes a look
 * through the whole table for as cheap.
 */
const holding = (column: RawBuilder<unknown>, digest: string) => sql`
  select * from manifest where ${column} @> array[${digest}]::text[] limit ${sql.lit(HELD_MAX)}`

const TAGS_OF_MANIFEST = sql`array(
  select t.name from tag t where t.repository_id = m.repository_id and t.digest = m.digest
  order by t.rank desc limit ${sql.lit(TAGS_MAX)})`

/** Looked up by the child whatever the planner thinks: few indexes have it, and a repository may have very many. */
const PARENTS = sql`
  select repository_id, digest from manifest where child_digests @> array[m.digest::text] offset 0`

export const TAGS_LEADING_TO_MANIFEST = sql`array(
  select t.name from tag t where t.repository_id = m.repository_id and t.digest = any(m.digest || array(
    select p.digest from (${PARENTS}) p where p.repository_id = m.repository_id limit ${sql.lit(TAGS_MAX)}))
  order by t.rank desc limit ${sql.lit(TAGS_MAX)})`
