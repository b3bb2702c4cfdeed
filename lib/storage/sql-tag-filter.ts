import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { NarrowedFilter } from './report-store'

/** What a digest or a label leads to is followed so far: a layer of everything would lead to everything. */
const LED_TO_MAX = 2_000

/** Conditions on `tag t join repository r`; all of them have to hold. */
export function conditionsOf(filter: NarrowedFilter): RawBuilder<unknown> {
  const {
    registry,
    repository,
    repositories,
    tags,
    parts,
    offers,
    lacks,
    codes,
    kinds,
    failing,
    digests,
    labels,
  } = filter
  const conditions: RawBuilder<unknown>[] = []
  if (registry !== undefined) conditions.push(sql`r.registry = ${registry}`)
  if (repository !== undefined) conditions.push(sql`r.name = ${repository}`)
  if (repositories) conditions.push(sql`r.id = any(${[...repositories]}::int[])`)
  if (tags) conditions.push(sql`t.name = any(${[...tags]})`)
  for (const part of filter.named ?? parts?.map(unnamed) ?? []) conditions.push(partCondition(part))
  if (filter.runningOn) conditions.push(sql`t.id = any(${[...filter.runningOn]}::bigint[])`)
  if (offers && offers.length > 0) conditions.push(sql`t.offers @> ${[...offers]}::text[]`)
  if (lacks && lacks.length > 0) conditions.push(sql`not t.offers && ${[...lacks]}::text[]`)
  if (codes) conditions.push(sql`t.codes && ${[...codes]}::text[]`)
  if (kinds) conditions.push(sql`t.kind = any(${[...kinds]})`)
  if (failing) conditions.push(failingCondition(failing.lacks))
  for (const patterns of filter.like ?? []) conditions.push(sql`t.name like any(${[...patterns]}::text[])`)
  for (const pattern of filter.unlike ?? []) conditions.push(sql`t.name not like ${pattern}`)
  if (filter.called) conditions.push(sql`t.id = any(${[...filter.called]}::bigint[])`)
  if (filter.ownDigest !== undefined) conditions.push(pointingTo(filter.ownDigest))
  if (filter.dangling) conditions.push(sql`t.id in (select tag_id from finding where code = 'CHILD_MISSING')`)
  for (const digest of digests ?? []) conditions.push(ledToBy(manifestsWith(digest)))
  for (const label of labels ?? []) conditions.push(ledToBy(manifestsLabelled(label)))
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** Looked up by the digest whatever the planner thinks of it: few tags have it among a million. */
const pointingTo = (digest: string) =>
  sql`t.id = any(array(select id from tag where digest = ${digest} limit ${LED_TO_MAX}))`

function failingCondition(lacks: readonly string[]): RawBuilder<unknown> {
  if (lacks.length === 0) return sql`t.errors > 0`
  return sql`(t.errors > 0 or (t.kind in ('index', 'image') and not t.offers @> ${[...lacks]}::text[]))`
}

type Named = NonNullable<NarrowedFilter['named']>[number]

const unnamed = (part: string): Omit<Named, 'repositories'> => ({ part, tags: null })

/** Neither name has a colon: what is left of one ends the repository, what is right of it begins the tag. */
function partCondition({ part, repositories, tags }: Omit<Named, 'repositories'> & Partial<Named>) {
  const [left = '', right, ...more] = part.split(':')
  if (more.length > 0) return sql`false`
  if (right !== undefined)
    return sql`(r.name ilike ${`%${asLike(left)}`} and t.name ilike ${`${asLike(right)}%`})`
  const like = `%${asLike(part)}%`
  const inTag = tags ? sql`t.id = any(${[...tags]}::bigint[])` : sql`t.name ilike ${like}`
  const inRepository = repositories
    ? sql`t.repository_id = any(${[...repositories]}::int[])`
    : sql`r.name ilike ${like}`
  return sql`(${inRepository} or ${inTag})`
}

/** Text as a pattern that means it and nothing else. */
export const asLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

const manifestsWith = (digest: string) => sql`
  select repository_id, digest from manifest
  where digest = ${digest} or blob_digests @> array[${digest}]::text[] limit ${LED_TO_MAX}`

function manifestsLabelled({ key, value }: { key: string; value: string | null }) {
  if (value === null)
    return sql`select repository_id, digest from manifest where image -> 'labels' ? ${key} limit ${LED_TO_MAX}`
  const label = JSON.stringify({ [key]: value })
  return sql`select repository_id, digest from manifest where image -> 'labels' @> ${label}::jsonb limit ${LED_TO_MAX}`
}

/** Tags of these manifests, and of indexes that have one of them: each looked up, whatever the planner thinks of it. */
const ledToBy = (manifests: RawBuilder<unknown>) => sql`t.id = any(array(
  with held as materialized (${manifests}),
  holding as (
    select repository_id, digest from held
    union
    select m.repository_id, m.digest from held h cross join lateral (
      select repository_id, digest from manifest where child_digests @> array[h.digest::text] offset 0
    ) m where m.repository_id = h.repository_id
  )
  select own.id from holding l cross join lateral (
    select id from tag where digest = l.digest and repository_id = l.repository_id offset 0
  ) own))`
