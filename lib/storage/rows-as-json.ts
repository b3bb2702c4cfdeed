import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import { prepared } from './prepared'
import type { Database } from './sql-places'

/** Small enough for any string, large enough to be few. */
const ROWS_PER_PART = 1000

/**
 * The rows of a statement that is planned once, in its order, read as a few JSON documents: a row of its own is a message of
 * its own, which costs the embedded store as much as finding it. Integers of any size come as numbers; name columns as
 * `T` has them.
 */
export async function rowsAsJson<T>(db: Database, statement: RawBuilder<T>): Promise<T[]> {
  const { rows } = await prepared(sql<{ part: T[] }>`
    select json_agg(line order by number) as part
    from (select line, row_number() over () as number from (${statement}) line) numbered
    group by number / ${sql.lit(ROWS_PER_PART)} order by number / ${sql.lit(ROWS_PER_PART)}`).execute(db)
  return rows.flatMap(({ part }) => part)
}
