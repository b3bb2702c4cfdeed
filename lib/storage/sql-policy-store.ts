import 'server-only'
import { sql } from 'kysely'
import type { Place } from './index-store'
import type { PolicyStore, StoredIgnore, StoredPolicy } from './policy-store'
import { prepared } from './prepared'
import { asJson, type Database } from './sql-places'

export function sqlPolicyStore(db: Database): PolicyStore {
  return {
    async listPolicies() {
      const { rows } = await prepared(
        sql<
          Omit<StoredPolicy, 'createdAt'> & { created_at: string }
        >`select * from policy order by created_at, id`,
      ).execute(db)
      return rows.map(({ created_at, ...policy }) => ({ ...policy, createdAt: Number(created_at) }))
    },
    async addPolicy({ id, registry, match, tags, require, actor, createdAt }) {
      await sql`insert into policy (id, registry, match, tags, require, actor, created_at)
        values (${id}, ${registry}, ${match}, ${tags}, ${require}, ${actor}, ${createdAt})`.execute(db)
    },
    async removePolicy(id) {
      const { rows } = await sql`delete from policy where id = ${id} returning id`.execute(db)
      return rows.length > 0
    },
    async listIgnores() {
      const { rows } = await prepared(
        sql<
          Omit<StoredIgnore, 'until' | 'createdAt'> & { until: string; created_at: string }
        >`select * from ignore order by created_at, id`,
      ).execute(db)
      return rows.map(({ created_at, until, ...ignore }) => ({
        ...ignore,
        until: Number(until),
        createdAt: Number(created_at),
      }))
    },
    async addIgnore({ id, registry, match, tags, code, platform, reason, until, actor, createdAt }) {
      await sql`insert into ignore (id, registry, match, tags, code, platform, reason, until, actor, created_at)
        values (${id}, ${registry}, ${match}, ${tags}, ${code}, ${platform}, ${reason}, ${until}, ${actor},
          ${createdAt})`.execute(db)
    },
    async removeIgnore(id) {
      const { rows } = await sql`delete from ignore where id = ${id} returning id`.execute(db)
      return rows.length > 0
    },
    async judgedPlaces() {
      const { rows } = await sql<Place & { tags: number }>`
        select registry, name as repository, tags from repository
        where judged_at is not null and tags > 0 order by registry, name`.execute(db)
      return rows
    },
    async requiredTags(places) {
      if (places.length === 0) return []
      const { rows } = await sql<{ tag: string; lacking: string[] }>`
        select t.name as tag, coalesce(array_agg(f.platform) filter (where f.platform is not null), '{}') as lacking
        from jsonb_to_recordset(${asJson(places)}::jsonb) as p (registry text, repository text)
        join repository r on r.registry = p.registry and r.name = p.repository
        join tag t on t.repository_id = r.id and t.kind <> 'artifact'
        left join finding f on f.tag_id = t.id and f.code = 'PLATFORM_REQUIRED' and f.ignored_by is null
        group by t.id, t.name`.execute(db)
      return rows
    },
  }
}
