import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { TagAtGlance } from '@/lib/coverage/badge'
import type { GlanceStore, RegistryAtGlance } from './glance-store'
import type { Schema } from './schema'

/** Gauges by platform: names come from images, so that somebody could make up any number of them. */
const PLATFORMS_MAX = 100

export function sqlGlanceStore(db: Kysely<Schema>): GlanceStore {
  return {
    async registries() {
      const [totals, findings, platforms] = [
        await totalsOf(db),
        await countsOf(db, 'findings'),
        await countsOf(db, 'platforms'),
      ]
      return totals.map((total) => ({
        ...total,
        findings: Object.fromEntries(findings.get(total.registry) ?? []),
        platforms: Object.fromEntries((platforms.get(total.registry) ?? []).slice(0, PLATFORMS_MAX)),
      }))
    },
    async scans() {
      const { rows } = await sql<{
        registry: string
        mode: string
        startedAt: string
        finishedAt: string
        errors: number
      }>`
        select distinct on (registry, mode) registry, mode,
          coalesce(started_at, created_at) as "startedAt", finished_at as "finishedAt",
          (select coalesce(sum(errors), 0) + count(*) filter (where item.problem is not null)
             from scan_item item where item.scan_id = scan.id)::integer as errors
        from scan
        where scope is null and state = 'done' and finished_at is not null
        order by registry, mode, finished_at desc`.execute(db)
      return rows.map((row) => ({
        ...row,
        startedAt: Number(row.startedAt),
        finishedAt: Number(row.finishedAt),
      }))
    },
    async tag({ registry, repository }, tag) {
      const { rows } = await sql<TagAtGlance>`
        select tag.state, tag.cells,
          coalesce(
            (select jsonb_agg(jsonb_build_object('code', code, 'severity', severity, 'platform', platform))
               from finding where finding.tag_id = tag.id and finding.ignored_by is null),
            '[]'::jsonb) as findings
        from tag join repository on repository.id = tag.repository_id
        where repository.registry = ${registry} and repository.name = ${repository} and tag.name = ${tag}`.execute(
        db,
      )
      return rows[0] ?? null
    },
  }
}

type Totals = Omit<RegistryAtGlance, 'findings' | 'platforms'>

async function totalsOf(db: Kysely<Schema>): Promise<Totals[]> {
  const { rows } = await sql<Totals>`
    select registry, count(*)::integer as repositories,
      (count(*) filter (where problem is not null))::integer as unread,
      sum(tags)::integer as tags, sum(complete)::integer as complete
    from repository group by registry order by registry`.execute(db)
  return rows
}

/** By registry, most common first. */
async function countsOf(
  db: Kysely<Schema>,
  column: 'findings' | 'platforms',
): Promise<Map<string, [string, number][]>> {
  const { rows } = await sql<{ registry: string; key: string; count: number }>`
    select registry, key, sum(value::integer)::integer as count
    from repository, jsonb_each_text(${sql.ref(column)})
    group by registry, key order by registry, count desc, key`.execute(db)
  const counts = new Map<string, [string, number][]>()
  for (const { registry, key, count } of rows) {
    const known = counts.get(registry) ?? []
    counts.set(registry, known)
    known.push([key, count])
  }
  return counts
}
