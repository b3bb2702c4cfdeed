import 'server-only'
import { sql } from 'kysely'
import type { NarrowedFilter, TagFilter } from './report-store'
import type { Database } from './sql-places'
import { asLike } from './sql-tag-filter'

/** What fewer tags have is looked up and sorted; what more have turns up soon in the order of the report. */
const NAMED_MAX = 10_000
/** Different sets of platforms there are of whole registries: tens. Beyond this they say nothing. */
const SETS_MAX = 500
const REPOSITORIES_FEW = 10

/**
 * Looks up by narrow indexes what no index of the report's order knows: tags by part of their name, and by platforms
 * they have or lack. Rows are wide and the answer may be few among a million.
 */
export async function narrow(db: Database, filter: TagFilter): Promise<NarrowedFilter> {
  if (isNarrow(filter)) return filter
  const named = []
  for (const part of filter.parts ?? []) named.push(await namesWith(db, part))
  const runningOn = await tagsRunningOn(db, filter)
  const called = await tagsCalled(db, filter)
  return {
    ...filter,
    ...(filter.parts && { named }),
    ...(runningOn && { runningOn }),
    ...(called && { called }),
  }
}

/** A few repositories are looked through sooner than anything is looked up. */
const isNarrow = ({ repository, repositories }: TagFilter): boolean =>
  repository !== undefined || (repositories !== undefined && repositories.length <= REPOSITORIES_FEW)

async function namesWith(db: Database, part: string) {
  const like = `%${asLike(part)}%`
  // With a colon it is the end of one name and the beginning of another.
  if (part.includes(':')) return { part, repositories: [], tags: null }
  const { rows: repositories } = await sql<{
    id: number
  }>`select id from repository where name ilike ${like}`.execute(db)
  const { rows: tags } = await sql<{ id: string }>`
    select id from tag where name ilike ${like} limit ${NAMED_MAX + 1}`.execute(db)
  return {
    part,
    repositories: repositories.map(({ id }) => id),
    tags: tags.length > NAMED_MAX ? null : tags.map(({ id }) => id),
  }
}

/** Undefined where nothing is asked of names, or more tags are called so than can be named. */
async function tagsCalled(db: Database, { like = [] }: TagFilter): Promise<string[] | undefined> {
  if (like.length === 0) return undefined
  const fitting = sql.join(
    like.map((patterns) => sql`name like any(${[...patterns]}::text[])`),
    sql` and `,
  )
  const { rows } = await sql<{
    id: string
  }>`select id from tag where ${fitting} limit ${NAMED_MAX + 1}`.execute(db)
  return rows.length > NAMED_MAX ? undefined : rows.map(({ id }) => id)
}

/** Undefined where nothing is asked of platforms, or more tags have them than can be named. */
async function tagsRunningOn(
  db: Database,
  { offers = [], lacks = [] }: TagFilter,
): Promise<string[] | undefined> {
  if (offers.length + lacks.length === 0) return undefined
  const sets = await setsOfPlatforms(db)
  if (sets.length > SETS_MAX) return undefined
  const fitting = sets.filter(
    (set) => offers.every((key) => set.includes(key)) && !lacks.some((key) => set.includes(key)),
  )
  const { rows } = await sql<{ id: string }>`
    select t.id from jsonb_array_elements(${JSON.stringify(fitting)}::jsonb) wanted
    join tag t on t.offers = array(select jsonb_array_elements_text(wanted))
    limit ${NAMED_MAX + 1}`.execute(db)
  return rows.length > NAMED_MAX ? undefined : rows.map(({ id }) => id)
}

/** Every different set there is: from one to the next by the index, never over all rows. */
async function setsOfPlatforms(db: Database): Promise<string[][]> {
  const { rows } = await sql<{ offers: string[] }>`
    with recursive sets as (
      (select offers from tag order by offers limit 1)
      union all
      select (select t.offers from tag t where t.offers > sets.offers order by t.offers limit 1)
      from sets where sets.offers is not null
    )
    select offers from sets where offers is not null limit ${SETS_MAX + 1}`.execute(db)
  return rows.map(({ offers }) => offers)
}
