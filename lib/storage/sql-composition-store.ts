import 'server-only'
import { sql } from 'kysely'
import type { Digest } from '@/lib/oci/digest'
import type { CompositionStore, StoredComposition } from './composition-store'
import { asJson, type Database } from './sql-places'

export function sqlCompositionStore(db: Database): CompositionStore {
  return {
    async recordCompositions(compositions) {
      await db.transaction().execute(async (trx) => {
        for (const composition of compositions) await record(trx, composition)
      })
    },
    async compositionOf({ registry, repository, tag }) {
      const { rows } = await sql<{ digest: Digest; at: string; actor: string; spec: string }>`
        select digest, at, actor, spec from composition
        where (registry, repository, tag) = (${registry}, ${repository}, ${tag})`.execute(db)
      const [known] = rows
      if (!known) return null
      const { rows: sources } = await sql<StoredComposition['sources'][number]>`
        select source_registry as registry, source_repository as repository, source_tag as tag, digest, platform
        from composition_source
        where (registry, repository, tag) = (${registry}, ${repository}, ${tag}) order by id`.execute(db)
      return { registry, repository, tag, ...known, at: Number(known.at), sources }
    },
    outOfStep: (scope, page) => outOfStep(db, scope, page),
    async composedFrom({ registry, repository }) {
      const { rows } = await sql<{ registry: string; repository: string }>`
        select distinct registry, repository from composition_source
        where source_registry = ${registry} and source_repository = ${repository}`.execute(db)
      return rows
    },
  }
}

/** A source whose repository was never read is not known to have moved; one that was read and has no such tag is gone. */
async function outOfStep(
  db: Database,
  { registry, repository }: Parameters<CompositionStore['outOfStep']>[0],
  { after, limit }: Parameters<CompositionStore['outOfStep']>[1],
): Promise<StoredComposition[]> {
  const { rows } = await sql<Omit<StoredComposition, 'at'> & { at: string }>`
    select c.registry, c.repository, c.tag, c.digest, c.at, c.actor, c.spec,
      jsonb_agg(jsonb_build_object('registry', s.source_registry, 'repository', s.source_repository,
        'tag', s.source_tag, 'digest', s.digest, 'platform', s.platform)
        || case when r.checked_at is not null and s.source_tag is not null
             then jsonb_build_object('now', case when t.state = 'missing' then null else t.digest end)
             else '{}' end order by s.id) as sources
    from composition c
    join repository own on own.registry = c.registry and own.name = c.repository
    join tag o on o.repository_id = own.id and o.name = c.tag and o.digest = c.digest
    join composition_source s on (s.registry, s.repository, s.tag) = (c.registry, c.repository, c.tag)
    left join repository r on r.registry = s.source_registry and r.name = s.source_repository
    left join tag t on t.repository_id = r.id and t.name = s.source_tag
    where (${registry}::text is null or c.registry = ${registry})
      and (${repository}::text is null or c.repository = ${repository})
      and (c.registry, c.repository, c.tag) > (${after?.registry ?? ''}, ${after?.repository ?? ''}, ${after?.tag ?? ''})
    group by c.registry, c.repository, c.tag, c.digest, c.at, c.actor, c.spec
    having bool_or(r.checked_at is not null and s.source_tag is not null
      and (t.digest is distinct from s.digest or t.state = 'missing'))
    order by c.registry, c.repository, c.tag limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, at: Number(row.at) }))
}

async function record(db: Database, composition: StoredComposition): Promise<void> {
  const { registry, repository, tag, digest, at, actor, spec, sources } = composition
  await sql`delete from composition
    where (registry, repository, tag) = (${registry}, ${repository}, ${tag})`.execute(db)
  await sql`insert into composition (registry, repository, tag, digest, at, actor, spec)
    values (${registry}, ${repository}, ${tag}, ${digest}, ${at}, ${actor}, ${spec})`.execute(db)
  if (sources.length === 0) return
  await sql`insert into composition_source
      (registry, repository, tag, source_registry, source_repository, source_tag, digest, platform)
    select ${registry}, ${repository}, ${tag}, r.registry, r.repository, r.tag, r.digest, r.platform
    from jsonb_to_recordset(${asJson(sources)}::jsonb) as r
      (registry text, repository text, tag text, digest text, platform text)`.execute(db)
}
