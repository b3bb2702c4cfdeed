import 'server-only'
import { sql } from 'kysely'
import type {
  CompositionFacts,
  ManifestFacts,
  Presence,
  RepositoryFacts,
  TagEventFacts,
  TagFacts,
} from '@/lib/coverage/facts'
import type { Digest } from '@/lib/oci/digest'
import type { KnownTag, Place } from './index-store'
import { prepared } from './prepared'
import type { Database } from './sql-places'

/** Events a judgement looks back on, by tag. */
const EVENTS_MAX = 30

export async function knownTags(db: Database, place: Place): Promise<KnownTag[]> {
  const { rows } = await prepared(sql<Record<'checked_at', string> & Row>`
    select t.name, t.state, t.digest, t.etag, c.checked_at, c.verified_at
    from tag t join repository r on r.id = t.repository_id
    join tag_check c on (c.repository_id, c.name) = (t.repository_id, t.name)
    where r.registry = ${place.registry} and r.name = ${place.repository}`).execute(db)
  return rows.map((row) => ({
    tag: row.name,
    state: row.state,
    digest: row.digest,
    etag: row.etag,
    checkedAt: Number(row.checked_at),
    verifiedAt: numberOrNull(row.verified_at),
  }))
}

interface Row {
  name: string
  state: Presence
  digest: Digest | null
  etag: string | null
  verified_at: string | null
}

export async function knownManifests(
  db: Database,
  place: Place,
): Promise<Map<Digest, { state: Presence; kind: string; checkedAt: number }>> {
  const { rows } = await prepared(sql<{ digest: Digest; state: Presence; kind: string; checked_at: string }>`
    select m.digest, m.state, m.kind, m.checked_at from manifest m join repository r on r.id = m.repository_id
    where r.registry = ${place.registry} and r.name = ${place.repository}`).execute(db)
  return new Map(
    rows.map(({ digest, state, kind, checked_at }) => [
      digest,
      { state, kind, checkedAt: Number(checked_at) },
    ]),
  )
}

/** Everything a judgement is made from, as of one moment. */
export async function factsOf(db: Database, place: Place): Promise<RepositoryFacts | null> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const { rows } = await prepared(sql<{ id: number; version: string }>`
        select id, version from repository
        where registry = ${place.registry} and name = ${place.repository}`).execute(trx)
      if (!rows[0]) return null
      const { id, version } = rows[0]
      return {
        version: Number(version),
        ...place,
        tags: await tagFacts(trx, id),
        manifests: await manifestFacts(trx, id),
        history: await historyFacts(trx, id),
        compositions: await compositionFacts(trx, place),
      }
    })
}

async function tagFacts(db: Database, id: number): Promise<TagFacts[]> {
  const { rows } = await prepared(sql<Row & { problem: string | null; checked_at: string }>`
    select name, state, digest, problem, checked_at, verified_at
    from tag join tag_check using (repository_id, name) where repository_id = ${id}`).execute(db)
  return rows.map((row) => ({
    tag: row.name,
    state: row.state,
    digest: row.digest,
    problem: row.problem,
    checkedAt: Number(row.checked_at),
    verifiedAt: numberOrNull(row.verified_at),
  }))
}

async function manifestFacts(db: Database, id: number): Promise<Map<Digest, ManifestFacts>> {
  const { rows } = await prepared(sql<ManifestRow>`
    select digest, state, problem, kind, media_type, artifact_type, size, entries, image, blobs, subject, checked_at
    from manifest where repository_id = ${id}`).execute(db)
  return new Map(rows.map((row) => [row.digest, manifestOf(row)]))
}

export interface ManifestRow {
  digest: Digest
  state: Presence
  problem: string | null
  kind: ManifestFacts['kind']
  media_type: string
  artifact_type: string | null
  size: string
  entries: ManifestFacts['entries']
  image: ManifestFacts['image']
  blobs: ManifestFacts['blobs']
  subject: Digest | null
  checked_at: string
}

export const manifestOf = (row: ManifestRow): ManifestFacts => ({
  digest: row.digest,
  state: row.state,
  problem: row.problem,
  kind: row.kind,
  mediaType: row.media_type,
  artifactType: row.artifact_type,
  size: Number(row.size),
  entries: row.entries,
  image: row.image,
  blobs: row.blobs,
  subject: row.subject,
  checkedAt: Number(row.checked_at),
})

async function historyFacts(db: Database, id: number): Promise<Map<string, TagEventFacts[]>> {
  const { rows } = await prepared(sql<{
    tag: string
    at: string
    digest: Digest | null
    platforms: string[]
  }>`
    select tag, at, digest, platforms from (
      select tag, at, digest, platforms, id, row_number() over (partition by tag order by id desc) as age
      from tag_event where repository_id = ${id}
    ) events where age <= ${EVENTS_MAX} order by id desc`).execute(db)
  const history = new Map<string, TagEventFacts[]>()
  for (const { tag, at, digest, platforms } of rows) {
    const events = history.get(tag) ?? []
    events.push({ at: Number(at), digest, platforms })
    history.set(tag, events)
  }
  return history
}

interface SourceRow {
  tag: string
  composed: Digest
  at: string
  source_registry: string
  source_repository: string
  source_tag: string | null
  digest: Digest
  platform: string | null
  /** Whether the repository of the source was ever read; where it was, a tag that is not there is gone. */
  looked: boolean
  now: Digest | null
}

async function compositionFacts(db: Database, place: Place): Promise<Map<string, CompositionFacts>> {
  const { rows } = await prepared(sql<SourceRow>`
    select c.tag, c.digest as composed, c.at, s.source_registry, s.source_repository, s.source_tag, s.digest,
      s.platform, r.checked_at is not null as looked,
      case when t.state = 'missing' then null else t.digest end as now
    from composition c
    join composition_source s on (s.registry, s.repository, s.tag) = (c.registry, c.repository, c.tag)
    left join repository r on r.registry = s.source_registry and r.name = s.source_repository
    left join tag t on t.repository_id = r.id and t.name = s.source_tag
    where c.registry = ${place.registry} and c.repository = ${place.repository}
    order by s.id`).execute(db)
  const compositions = new Map<string, CompositionFacts>()
  for (const row of rows) {
    const known = compositions.get(row.tag) ?? { digest: row.composed, at: Number(row.at), sources: [] }
    known.sources.push({
      registry: row.source_registry,
      repository: row.source_repository,
      tag: row.source_tag,
      digest: row.digest,
      platform: row.platform,
      ...(row.looked && row.source_tag !== null && { now: row.now }),
    })
    compositions.set(row.tag, known)
  }
  return compositions
}

export const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text))
