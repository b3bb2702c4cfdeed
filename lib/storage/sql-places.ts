import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Place } from './index-store'
import type { Schema } from './schema'

export type Database = Kysely<Schema>

/** Rows as JSON, for `jsonb_to_recordset`: a batch of any size is one parameter of one statement. */
export const asJson = (rows: readonly object[]): string => JSON.stringify(rows)

/** The id of a repository; it is made known where it was not. */
export async function placeId(db: Database, { registry, repository }: Place): Promise<number> {
  const known = await knownPlaceId(db, { registry, repository })
  if (known !== null) return known
  const { rows } = await sql<{ id: number }>`
    insert into repository (registry, name) values (${registry}, ${repository})
    on conflict (registry, name) do update set name = excluded.name returning id`.execute(db)
  return rows[0]?.id ?? 0
}

export async function knownPlaceId(db: Database, { registry, repository }: Place): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from repository where registry = ${registry} and name = ${repository}`.execute(db)
  return rows[0]?.id ?? null
}

/** A column that holds a JSON array of texts, as an array of texts. `column` is ours, never anybody's input. */
export const textArray = (column: string) => sql.raw(`array(select jsonb_array_elements_text(${column}))`)
