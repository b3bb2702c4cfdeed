import 'server-only'
import { sql } from 'kysely'
import type { Digest } from '@/lib/oci/digest'
import type { CoveragePoint, ReportEvent, ReportStore, RepositoryFigures } from './report-store'
import { numberOrNull } from './sql-facts'
import type { Database } from './sql-places'
import { sqlReportBases } from './sql-report-bases'
import { sqlReportTags } from './sql-report-tags'
import { sqlReportUses } from './sql-report-uses'

/** The read side of the index in SQL: the same statements on both engines. */
export function sqlReportStore(db: Database): ReportStore {
  return {
    ...sqlReportTags(db),
    ...sqlReportUses(db),
    ...sqlReportBases(db),

    async figuresOf({ registry, repository }) {
      const { rows } = await sql<FiguresRow>`${SELECT_FIGURES}
        where registry = ${registry} and name = ${repository}`.execute(db)
      return rows[0] ? figuresOf(rows[0]) : null
    },
    async figures({ registry }) {
      const { rows } = await sql<FiguresRow>`${SELECT_FIGURES}
        where (${registry ?? null}::text is null or registry = ${registry ?? null}) order by registry, name`.execute(
        db,
      )
      return rows.map(figuresOf)
    },
    async points({ registry, limit }) {
      const { rows } = await sql<PointRow>`
        select registry, at, tags, complete, errors, warnings, platforms from (
          select *, row_number() over (partition by registry order by at desc) as age from coverage_point
          where (${registry ?? null}::text is null or registry = ${registry ?? null})
        ) points where age <= ${limit} order by at`.execute(db)
      return rows.map((row) => ({ ...row, at: Number(row.at) }))
    },
    async lostSince({ registry, repositories, since }) {
      const { rows } = await sql<{ lost: number }>`
        select coalesce(sum(cardinality(e.lost)), 0)::int as lost from tag_event e
        join repository r on r.id = e.repository_id
        where e.at >= ${since} and e.lost <> '{}' and e.digest is not null
          and (${registry ?? null}::text is null or r.registry = ${registry ?? null})
          and (${repositories === undefined} or r.id = any(${[...(repositories ?? [])]}::int[]))`.execute(db)
      return rows[0]?.lost ?? 0
    },
    async events({ registry, repository }, tag, { limit, before }) {
      const { rows } = await sql<EventRow>`
        select e.id, e.at, e.digest, e.platforms, e.gained, e.lost, e.actor, e.origin,
          coalesce(m.state = 'present', false) as available
        from tag_event e join repository r on r.id = e.repository_id
        left join manifest m on m.repository_id = e.repository_id and m.digest = e.digest
        where r.registry = ${registry} and r.name = ${repository} and e.tag = ${tag}
          and (${before}::bigint is null or e.id < ${before}::bigint)
        order by e.id desc limit ${limit}`.execute(db)
      return rows.map((row) => ({ ...row, at: Number(row.at) }))
    },
  }
}

const SELECT_FIGURES = sql`
  select id, registry, name, checked_at, problem, tags, complete, errors, warnings, findings, platforms from repository`

interface FiguresRow {
  id: number
  registry: string
  name: string
  checked_at: string | null
  problem: string | null
  tags: number
  complete: number
  errors: number
  warnings: number
  findings: Record<string, number>
  platforms: Record<string, number>
}

const figuresOf = ({ name, checked_at, ...row }: FiguresRow): RepositoryFigures => ({
  ...row,
  repository: name,
  checkedAt: numberOrNull(checked_at),
})

type PointRow = Omit<CoveragePoint, 'at'> & { at: string }
type EventRow = Omit<ReportEvent, 'at' | 'digest'> & { at: string; digest: Digest | null }
