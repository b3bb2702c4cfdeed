import { setTimeout as sleep } from 'node:timers/promises'

export type Run = (statement: string) => Promise<{ rows: Record<string, unknown>[] }>

/** Of every repository but the last, which holds `LARGE` times as many. */
export const TAGS_EACH = 100
export const LARGE = 100
export const REGISTRY = 'bench.example:5000'

/** The tag, the platform and what else a question is asked about: chosen so that each extreme is there. */
export const PLANTED = {
  /** One tag in 2,000 runs there. */
  rare: 'linux/riscv64',
  largest: 'team-00/the-largest',
  /** A layer of one image in ten. */
  baseLayer: digestText('base'),
  /** A tag with a history of 300 digests. */
  busy: { repository: 'team-01/app-00001', tag: 'v0.0.1' },
}

/**
 * Fills an empty store with what scans of `tags` tags would have learnt, by SQL alone: two images a tag on average,
 * one in two of its own, and a history. Indexes of the tables are made after the rows.
 */
export async function generateIndex(run: Run, tags: number, tell: (step: string) => void): Promise<void> {
  const indexes = await dropIndexes(run)
  for (const [step, statement] of steps(tags)) {
    tell(step)
    await run(statement)
    // The one connection of the embedded engine lets others have a turn.
    await sleep(0)
  }
  for (const index of indexes) {
    tell(index.replace(/ ON .*/s, ''))
    await run(index)
  }
  tell('vacuum (analyze)')
  await run('vacuum (analyze)')
  await run('checkpoint')
}

async function dropIndexes(run: Run): Promise<string[]> {
  const { rows } = await run(`
    select indexname, indexdef from pg_indexes
    where schemaname = 'public' and tablename in ('tag', 'manifest', 'finding', 'tag_event')
      and indexname not in (select conname from pg_constraint)`)
  for (const { indexname } of rows) await run(`drop index "${indexname}"`)
  return rows.map(({ indexdef }) => String(indexdef))
}

function digestText(of: string): string {
  const known: Record<string, string> = { base: 'ba5e'.repeat(16) }
  return `sha256:${known[of]}`
}

const digest = (of: string) => `'sha256:' || md5(${of}) || md5('b' || ${of})`

/** Per 10,000 tags, how many run on it. */
const PLATFORMS: [key: string, of10k: number][] = [
  ['linux/amd64', 9_990],
  ['linux/arm64', 8_500],
  ['linux/arm/v7', 3_000],
  ['linux/ppc64le', 1_000],
  ['linux/s390x', 500],
  ['windows(10.0.20348.2849)/amd64', 100],
  [PLANTED.rare, 5],
]

/** What the n-th tag runs on: as spread over the repositories as it would be. */
const runsOn = ([key, of10k]: [string, number], place: number) =>
  `select '${key}' as key, ${place} as place where (n::bigint * ${[7919, 6101, 4507, 3001, 2003, 1009, 9973][place]}) % 10000 < ${of10k}`

const platformsOfTag = PLATFORMS.map(runsOn).join(' union all ')

function steps(tags: number): [string, string][] {
  const repositories = Math.floor((tags - LARGE * TAGS_EACH) / TAGS_EACH)
  return [
    ['repositories', repositoryRows(repositories)],
    ['tags', tagRows(tags, repositories)],
    ['checks', checkRows()],
    ['indexes', indexRows()],
    ['images', imageRows()],
    ['findings', findingRows()],
    ['history', eventRows()],
    ['the busy tag', busyRows()],
    ['figures', figureRows()],
    ['points', pointRows()],
  ]
}

const repositoryRows = (count: number) => `
  insert into repository (registry, name, checked_at, judged_at, version, judged_version)
  select '${REGISTRY}', case when n = ${count} then '${PLANTED.largest}'
      else 'team-' || lpad((n % 97)::text, 2, '0') || '/app-' || lpad(n::text, 5, '0') end, 1, 1, 1, 1
  from generate_series(0, ${count}) n order by n`

/** A third of the tags are single images; one in 50 has an error, one in 500 lost a child, 20 are of schema 1. */
const tagRows = (tags: number, repositories: number) => `
  insert into tag (repository_id, name, rank, state, digest, etag, found_at, changed_at, kind,
    media_type, size, created_at, cells, offers, codes, errors, warnings)
  select r.id, case when rank % 10 = 9 then 'build-' || n else 'v' || rank / 100 || '.' || rank / 10 % 10 || '.' || rank % 10 || case when rank >= 100 then '-' || rank else '' end end, rank, 'present',
    ${digest("'i' || n")}, '"' || n || '"', 1, 1, 'index',
    'application/vnd.oci.image.index.v1+json', 1000000 + n % 100000, 1600000000000 + n, p.cells, p.offers,
    p.codes, coalesce(cardinality(p.codes), 0), 0
  from (select n, least(n / ${TAGS_EACH}, ${repositories}) as place,
      n - least(n / ${TAGS_EACH}, ${repositories}) * ${TAGS_EACH} as rank
    from generate_series(0, ${tags - 1}) n) n
  join repository r on r.id = n.place + (select min(id) from repository)
  cross join lateral (
    select coalesce(jsonb_object_agg(key, jsonb_build_object('status', 'present', 'size', 1000 + n,
        'digest', ${digest("'c' || n / 4 || '.' || place")})), '{}') as cells,
      coalesce(array_agg(key order by place), '{}') as offers,
      array_remove(array[case when n % 50 = 7 then 'PLATFORM_LOST' end,
        case when n % 500 = 11 then 'CHILD_MISSING' end,
        case when n % ${Math.floor(tags / 20)} = 3 then 'SCHEMA1' end], null) as codes
    from (${platformsOfTag}) p
  ) p`

const checkRows = () => `
  insert into tag_check (repository_id, name, checked_at, verified_at)
  select repository_id, name, 1700000000000 + id, 1700000000000 from tag`

const indexRows = () => `
  insert into manifest (repository_id, digest, state, kind, media_type, size, entries, child_digests, found_at, checked_at)
  select t.repository_id, t.digest, 'present', 'index', t.media_type, 1000, e.entries, e.digests, 1, 1700000000000
  from tag t cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('digest', value ->> 'digest', 'size', 500, 'artifactType', null,
        'attests', null, 'mediaType', 'application/vnd.oci.image.manifest.v1+json',
        'platform', jsonb_build_object('os', split_part(key, '/', 1), 'architecture', split_part(key, '/', 2)))), '[]')
      as entries, coalesce(array_agg(value ->> 'digest'), '{}') as digests
    from jsonb_each(t.cells)
  ) e`

const imageRows = () => `
  insert into manifest (repository_id, digest, state, kind, media_type, size, image, blobs, blob_digests, found_at,
    checked_at)
  select repository_id, digest, 'present', 'image', 'application/vnd.oci.image.manifest.v1+json', 500,
    jsonb_build_object('createdAt', 1600000000000,
      'platform', jsonb_build_object('os', split_part(key, '/', 1), 'architecture', split_part(key, '/', 2)),
      'labels', jsonb_build_object('team', 'team-' || repository_id % 97,
        'org.opencontainers.image.revision', substr(digest, 8, 40))),
    jsonb_build_array(jsonb_build_object('digest', config, 'size', 1000), jsonb_build_object('digest', base, 'size', 30000000)),
    array[config, base], 1, 1700000000000
  from (select distinct on (repository_id, digest) repository_id, digest, key,
      'sha256:' || md5(digest) || md5('d' || digest) as config,
      case when hashtext(digest) % 10 = 0 then '${PLANTED.baseLayer}'
        else ${digest("'l' || hashtext(digest) / 20")} end as base
    from (select t.repository_id, c.value ->> 'digest' as digest, c.key from tag t, jsonb_each(t.cells) c) cell
  ) image`

const findingRows = () => `
  insert into finding (repository_id, tag_id, ref, code, severity, platform, message, found_at)
  select t.repository_id, t.id, '${REGISTRY}/' || r.name || ':' || t.name, code, 'error', 'linux/arm64',
    'A sentence about what is wrong with it and for whom.', 1700000000000
  from tag t join repository r on r.id = t.repository_id, unnest(t.codes) code`

const eventRows = () => `
  insert into tag_event (repository_id, tag, at, digest, kind, platforms, gained, lost, origin)
  select repository_id, name, 1700000000000, digest, kind, offers, '{}',
    case when 'PLATFORM_LOST' = any(codes) then '{linux/arm64}'::text[] else '{}' end, 'scan' from tag`

const busyRows = () => `
  insert into tag_event (repository_id, tag, at, digest, kind, platforms, origin)
  select r.id, '${PLANTED.busy.tag}', 1700000000000 + n, ${digest("'h' || n")}, 'index', '{linux/amd64}', 'scan'
  from repository r, generate_series(1, 300) n where r.name = '${PLANTED.busy.repository}'`

const figureRows = () => `
  update repository set tags = f.tags, complete = f.complete, errors = f.errors, platforms = p.platforms,
    findings = jsonb_build_object('PLATFORM_LOST', f.errors)
  from (select repository_id, count(*) as tags, count(*) filter (where errors = 0) as complete, sum(errors) as errors
      from tag group by repository_id) f
  join (select repository_id, jsonb_object_agg(key, tags) as platforms
      from (select repository_id, key, count(*) as tags from tag, unnest(offers) key group by repository_id, key) k
      group by repository_id) p using (repository_id)
  where repository.id = f.repository_id`

const pointRows = () => `
  insert into coverage_point (registry, at, tags, complete, errors, warnings, platforms, findings)
  select '${REGISTRY}', 1700000000000 + n, n, n, 0, 0, '{"linux/amd64": 7}', '{}' from generate_series(1, 200) n`
