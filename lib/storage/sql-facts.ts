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
import { rowsAsJson } from './rows-as-json'
import type { Database } from './sql-places'

/** Events a judgement looks back on, by tag. */
const EVENTS_MAX = 30

export const knownTags = (db: Database, place: Place): Promise<KnownTag[]> =>
  rowsAsJson(
    db,
    sql<KnownTag>`
    select t.name as tag, t.state, t.digest, t.etag, c.checked_at as "checkedAt", c.verified_at as "verifiedAt"
    from tag t join repository r on r.id = t.repository_id
    join tag_check c on (c.repository_id, c.name) = (t.repository_id, t.name)
    where r.registry = ${place.registry} and r.name = ${place.repository}`,
  )

interface KnownManifest {
  state: Presence
  kind: string
  checkedAt: number
}

export async function knownManifests(db: Database, place: Place): Promise<Map<Digest, KnownManifest>> {
  const known = await rowsAsJson(
    db,
    sql<KnownManifest & { digest: Digest }>`
    select m.digest, m.state, m.kind, m.checked_at as "checkedAt"
    from manifest m join repository r on r.id = m.repository_id
    where r.registry = ${place.registry} and r.name = ${place.repository}`,
  )
  return new Map(known.map(({ digest, ...manifest }) => [digest, manifest]))
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

const tagFacts = (db: Database, id: number): Promise<TagFacts[]> =>
  rowsAsJson(
    db,
    sql<TagFacts>`
    select name as tag, state, digest, problem, checked_at as "checkedAt", verified_at as "verifiedAt"
    from tag join tag_check using (repository_id, name) where repository_id = ${id}`,
  )

async function manifestFacts(db: Database, id: number): Promise<Map<Digest, ManifestFacts>> {
  const manifests = await rowsAsJson(
    db,
    sql<ManifestFacts>`
    select digest, state, problem, kind, media_type as "mediaType", artifact_type as "artifactType", size, entries,
      image, blobs, subject, checked_at as "checkedAt"
    from manifest where repository_id = ${id}`,
  )
  return new Map(manifests.map((manifest) => [manifest.digest, manifest]))
}

async function historyFacts(db: Database, id: number): Promise<Map<string, TagEventFacts[]>> {
  const events = await rowsAsJson(
    db,
    sql<TagEventFacts & { tag: string }>`
    select tag, at, digest, platforms from (
      select tag, at, digest, platforms, id, row_number() over (partition by tag order by id desc) as age
      from tag_event where repository_id = ${id}
    ) events where age <= ${EVENTS_MAX} order by id desc`,
  )
  const history = new Map<string, TagEventFacts[]>()
  for (const { tag, ...event } of events) {
    const ofTag = history.get(tag) ?? []
    ofTag.push(event)
    history.set(tag, ofTag)
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
