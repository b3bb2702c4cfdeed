import 'server-only'
import { sql } from 'kysely'
import type { ImageLayers, LayerPrefix, ReportStore } from './report-store'
import type { Database } from './sql-places'
import { TAGS_LEADING_TO_MANIFEST } from './sql-report-uses'

type Bases = Pick<ReportStore, 'layersOf' | 'prefixesOf'>

/** Images of one index that are told apart; more say nothing more. */
const IMAGES_MAX = 200
/** Indexes in indexes are followed this far. */
const DEPTH_MAX = 3
/** A layer of everything is in more images than anybody looks through. */
const HELD_MAX = 2_000

export function sqlReportBases(db: Database): Bases {
  return {
    async layersOf({ registry, repository }, digest) {
      const { rows } = await sql<ImageLayers>`
        with recursive held (repository_id, digest, depth) as (
          select m.repository_id, m.digest, 1 from manifest m join repository r on r.id = m.repository_id
          where r.registry = ${registry} and r.name = ${repository} and m.digest = ${digest}
          union
          select held.repository_id, child, held.depth + 1 from held
          join manifest p on p.repository_id = held.repository_id and p.digest = held.digest
          cross join unnest(p.child_digests) child
          where held.depth <= ${sql.lit(DEPTH_MAX)}
        )
        select distinct m.digest, ${LAYERS} as layers from held
        join manifest m on m.repository_id = held.repository_id and m.digest = held.digest
        where m.kind = 'image' and jsonb_array_length(m.blobs) > 1
        limit ${sql.lit(IMAGES_MAX)}`.execute(db)
      return rows
    },
    async prefixesOf(registry, layers, limit) {
      const { rows } = await sql<LayerPrefix>`
        with held as materialized (
          select * from manifest where blob_digests @> array[${layers[0] ?? ''}]::text[]
            and kind = 'image' and jsonb_array_length(blobs) <= ${layers.length}
          limit ${sql.lit(HELD_MAX)}
        )
        select r.name as repository, m.digest, m.count as layers, ${TAGS_LEADING_TO_MANIFEST} as tags from (
          select held.*, jsonb_array_length(blobs) - 1 as count from held
          where not exists (
            select 1 from jsonb_array_elements(blobs) with ordinality as b (blob, place)
            where place > 1 and blob ->> 'digest' is distinct from (${[...layers]}::text[])[place - 1])
          and jsonb_array_length(blobs) > 1
        ) m join repository r on r.id = m.repository_id
        where r.registry = ${registry} and not m.untagged
        order by m.count desc, length(r.name), r.name, m.digest limit ${limit}`.execute(db)
      return rows
    },
  }
}

/** The config stands first among the blobs. */
const LAYERS = sql`array(
  select b.blob ->> 'digest' from jsonb_array_elements(m.blobs) with ordinality as b (blob, place)
  where b.place > 1 order by b.place)`
