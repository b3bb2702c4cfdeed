import 'server-only'
import { sql } from 'kysely'
import type { IndexStore, Place } from './index-store'
import { factsOf, knownManifests, knownTags } from './sql-facts'
import { recordJudgement } from './sql-judgement'
import { asJson, type Database, knownPlaceId } from './sql-places'
import { recordReadings, touch } from './sql-readings'

/** The write side of the index in SQL: the same statements on both engines. */
export function sqlIndexStore(db: Database): IndexStore {
  return {
    async addRepositories(registry, names) {
      if (names.length === 0) return
      await sql`
        insert into repository (registry, name)
        select ${registry}, r.name from jsonb_to_recordset(${asJson(names.map((name) => ({ name })))}::jsonb) as r (name text)
        on conflict (registry, name) do nothing`.execute(db)
    },
    async removeOthers(registry, listed, at) {
      const { rows } = await sql<{ id: number; name: string }>`
        select id, name from repository where registry = ${registry} and exists
          (select from tag where tag.repository_id = repository.id)`.execute(db)
      const gone = rows.filter(({ name }) => !listed.has(name))
      for (const { id } of gone) {
        await db.transaction().execute(async (trx) => {
          await sql`delete from tag where repository_id = ${id}`.execute(trx)
          await sql`update repository set checked_at = ${at} where id = ${id}`.execute(trx)
          await touch(trx, id)
        })
      }
      return gone.map(({ name }) => name)
    },
    async recordListing(place, { at, problem }) {
      // What could not be listed keeps the moment it last could.
      await sql`
        insert into repository as known (registry, name, problem, checked_at)
        values (${place.registry}, ${place.repository}, ${problem},
          case when ${problem}::text is null then ${at}::bigint end)
        on conflict (registry, name) do update set problem = excluded.problem,
          checked_at = coalesce(excluded.checked_at, known.checked_at)`.execute(db)
    },
    knownTags: (place) => knownTags(db, place),
    knownManifests: (place) => knownManifests(db, place),
    recordReadings: (place, readings) => recordReadings(db, place, readings),
    async removeTags(place: Place, tags) {
      if (tags.length === 0) return
      await db.transaction().execute(async (trx) => {
        const id = await knownPlaceId(trx, place)
        if (id === null) return
        await sql`delete from tag where repository_id = ${id} and name = any(${[...tags]})`.execute(trx)
        await touch(trx, id)
      })
    },
    factsOf: (place) => factsOf(db, place),
    recordJudgement: (place, judgement, about) => recordJudgement(db, place, judgement, about),
    async judgedByOthers(rules, { after, limit }) {
      const { rows } = await sql<Place>`
        select registry, name as repository from repository
        where judged_at is not null and judged_rules is distinct from ${rules}
          and (registry, name) > (${after?.registry ?? ''}, ${after?.repository ?? ''})
        order by registry, name limit ${limit}`.execute(db)
      return rows
    },
    async repositoryNames(registry) {
      const { rows } = await sql<{ name: string }>`
        select name from repository where registry = ${registry} order by name`.execute(db)
      return rows.map(({ name }) => name)
    },
  }
}
