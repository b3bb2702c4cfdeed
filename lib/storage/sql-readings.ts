import 'server-only'
import { sql } from 'kysely'
import type { ManifestFacts } from '@/lib/coverage/facts'
import type { Place, Readings, TagReading } from './index-store'
import { prepared } from './prepared'
import { asJson, type Database, placeId } from './sql-places'

/** One batch of a scan in one statement, however large the batch: each is a trip to the store, and a commit. */
export async function recordReadings(db: Database, place: Place, readings: Readings): Promise<void> {
  if (await recordAtKnown(db, place, readings)) return
  await placeId(db, place)
  await recordAtKnown(db, place, readings)
}

/** False where the repository is not known. */
async function recordAtKnown(
  db: Database,
  { registry, repository }: Place,
  { tags, unchanged, manifests, confirmed, listedAt }: Readings,
): Promise<boolean> {
  const parts = [
    sql`place as (
      update repository set version = version + 1 ${listedAt === undefined ? NOTHING_MORE : listed(listedAt)}
      where registry = ${registry} and name = ${repository} returning id
    )`,
    ...(manifests.length > 0 ? [sql`put_manifests as (${putManifests(manifests)})`] : []),
    ...(confirmed ? [sql`confirmed as (${confirm(confirmed)})`] : []),
    ...(tags.length > 0 ? putTags(tags) : []),
    ...(unchanged ? [sql`unchanged as (${leaveUnchanged(unchanged)})`] : []),
  ]
  const { rows } = await prepared(sql`with ${sql.join(parts)} select id from place`).execute(db)
  return rows.length > 0
}

const NOTHING_MORE = sql``
const listed = (at: number) => sql`, checked_at = ${at}, problem = null`

const confirm = ({ digests, checkedAt }: NonNullable<Readings['confirmed']>) => sql`
  update manifest set state = 'present', problem = null, checked_at = ${checkedAt}
  from place where repository_id = place.id and digest = any(${digests})`

/** Most of what scans learn. */
const leaveUnchanged = ({ tags, checkedAt, verified }: NonNullable<Readings['unchanged']>) => sql`
  update tag_check set checked_at = ${checkedAt},
    verified_at = case when ${verified} then ${checkedAt} else verified_at end
  from place where repository_id = place.id and tag_check.name = any(${tags})`

/** Says that what is known has changed: judgements of what was known before are out of date. */
export const touch = (db: Database, id: number) =>
  sql`update repository set version = version + 1 where id = ${id}`.execute(db)

/** A tag that could not be read keeps the digest it was known by. */
const putTags = (tags: readonly TagReading[]) => [
  sql`told as materialized (
    select place.id as repository_id, r.*
    from place cross join jsonb_to_recordset(${asJson(tags)}::jsonb) as r
      (tag text, state text, digest text, etag text, problem text, "checkedAt" bigint, "verifiedAt" bigint))`,
  sql`put_tags as (
    insert into tag as known (repository_id, name, state, digest, etag, problem, found_at, changed_at)
    select repository_id, tag, state, digest, etag, problem, "checkedAt", "checkedAt" from told
    on conflict (repository_id, name) do update set
      state = excluded.state,
      digest = coalesce(excluded.digest, known.digest),
      etag = case when excluded.digest is null then known.etag else excluded.etag end,
      problem = excluded.problem,
      changed_at = case when excluded.digest is null or excluded.digest is not distinct from known.digest
        then known.changed_at else excluded.changed_at end)`,
  sql`put_checks as (
    insert into tag_check as known (repository_id, name, checked_at, verified_at)
    select repository_id, tag, "checkedAt", "verifiedAt" from told
    on conflict (repository_id, name) do update set
      checked_at = excluded.checked_at, verified_at = coalesce(excluded.verified_at, known.verified_at))`,
]

/** One that is gone or unreadable keeps what was known of its content. */
const putManifests = (manifests: readonly ManifestFacts[]) => sql`
    insert into manifest as known
      (repository_id, digest, state, problem, kind, media_type, artifact_type, size, entries, image, blobs, subject,
       child_digests, blob_digests, found_at, checked_at)
    select place.id, r.digest, r.state, r.problem, r.kind, r."mediaType", r."artifactType", r.size, r.entries,
      nullif(r.image, 'null'::jsonb), r.blobs, r.subject, r."childDigests", r."blobDigests",
      r."checkedAt", r."checkedAt"
    from place cross join jsonb_to_recordset(${asJson(lastOfEach(manifests).map(rowOf))}::jsonb) as r
      (digest text, state text, problem text, kind text, "mediaType" text, "artifactType" text, size bigint,
       entries jsonb, image jsonb, blobs jsonb, subject text, "childDigests" text[], "blobDigests" text[],
       "checkedAt" bigint)
    on conflict (repository_id, digest) do update set
      state = excluded.state,
      problem = excluded.problem,
      checked_at = excluded.checked_at,
      kind = case when ${UNTOLD} then known.kind else excluded.kind end,
      media_type = case when ${UNTOLD} then known.media_type else excluded.media_type end,
      artifact_type = case when ${UNTOLD} then known.artifact_type else excluded.artifact_type end,
      size = case when ${UNTOLD} then known.size else excluded.size end,
      entries = case when ${UNTOLD} then known.entries else excluded.entries end,
      blobs = case when ${UNTOLD} then known.blobs else excluded.blobs end,
      subject = case when ${UNTOLD} then known.subject else excluded.subject end,
      child_digests = case when ${UNTOLD} then known.child_digests else excluded.child_digests end,
      blob_digests = case when ${UNTOLD} then known.blob_digests else excluded.blob_digests end,
      image = coalesce(excluded.image, known.image)`

const rowOf = (manifest: ManifestFacts) => ({
  ...manifest,
  childDigests: manifest.entries.map(({ digest }) => digest),
  blobDigests: manifest.blobs.map(({ digest }) => digest),
})

const UNTOLD = sql.raw(`(excluded.kind = 'unknown' and excluded.state <> 'present')`)

/** A statement may touch a row once. */
const lastOfEach = (manifests: readonly ManifestFacts[]): ManifestFacts[] => [
  ...new Map(manifests.map((manifest) => [manifest.digest, manifest])).values(),
]
