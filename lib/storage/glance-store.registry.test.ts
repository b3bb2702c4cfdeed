import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GlanceStore } from './glance-store'
import { migrate } from './migrations'
import { openPglite } from './pglite/open-pglite'
import type { Schema } from './schema'
import { sqlGlanceStore } from './sql-glance-store'
import { sqlWebhookStore } from './sql-webhook-store'
import { startPostgres } from './testing/postgres'

interface Opened {
  pool: Pool
  close(): Promise<void>
}

async function openEmbedded(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-glance-'))
  const { pool, close } = await openPglite(folder)
  return { pool, close: () => close().then(() => rm(folder, { recursive: true })) }
}

async function openServer(): Promise<Opened> {
  const server = await startPostgres()
  const pool = new Pool({ connectionString: server.url })
  return { pool, close: () => pool.end().then(server.stop) }
}

describe.each([
  { engine: 'pglite', open: openEmbedded },
  { engine: 'postgresql', open: openServer },
])('what is seen at a glance on $engine', ({ open }) => {
  let opened: Opened
  let db: Kysely<Schema>
  let store: GlanceStore

  beforeAll(async () => {
    opened = await open()
    db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: opened.pool }) })
    await migrate(db)
    store = sqlGlanceStore(db)
  })
  afterAll(() => opened?.close())

  it('is nothing of an empty index', async () => {
    expect(await store.registries()).toEqual([])
    expect(await store.scans()).toEqual([])
    expect(await store.tag({ registry: 'r', repository: 'a' }, '1')).toBeNull()
  })

  it('adds up the repositories of each registry', async () => {
    await sql`
      insert into repository (registry, name, problem, tags, complete, findings, platforms) values
        ('r', 'a', null, 10, 9, '{"PLATFORM_LOST": 1}', '{"linux/amd64": 10, "linux/arm64": 3}'),
        ('r', 'b', 'It does not answer.', 5, 5, '{"PLATFORM_LOST": 2, "SCHEMA1": 1}', '{"linux/arm64": 9}'),
        ('s', 'a', null, 0, 0, '{}', '{}')`.execute(db)
    expect(await store.registries()).toEqual([
      {
        registry: 'r',
        repositories: 2,
        unread: 1,
        tags: 15,
        complete: 14,
        findings: { PLATFORM_LOST: 3, SCHEMA1: 1 },
        platforms: { 'linux/arm64': 12, 'linux/amd64': 10 },
      },
      { registry: 's', repositories: 1, unread: 0, tags: 0, complete: 0, findings: {}, platforms: {} },
    ])
  })

  it('keeps the number of platforms within bounds, the most common first', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, place) => [`made/up${place}`, place + 1]))
    await sql`insert into repository (registry, name, platforms) values ('t', 'a', ${JSON.stringify(many)}::jsonb)`.execute(
      db,
    )
    const platforms = (await store.registries()).find(({ registry }) => registry === 't')?.platforms ?? {}
    expect(Object.keys(platforms)).toHaveLength(100)
    expect(platforms['made/up299']).toBe(300)
  })

  it('is a tag with its findings, those ignored left out', async () => {
    await sql`
      with place as (insert into repository (registry, name) values ('r', 'team/app') returning id),
        named as (
          insert into tag (repository_id, name, state, found_at, changed_at, cells)
          select id, '1.0', 'present', 1, 1, '{"linux/amd64": {"status": "present"}}' from place
          returning id, repository_id)
      insert into finding (repository_id, tag_id, ref, code, severity, platform, message, found_at, ignored_by)
      select repository_id, id, 'r/team/app:1.0', code, 'error', 'linux/arm64', 'Lost.', 1, ignored
      from named, (values ('PLATFORM_LOST', null), ('CHILD_MISSING', 'i')) as given (code, ignored)`.execute(
      db,
    )
    expect(await store.tag({ registry: 'r', repository: 'team/app' }, '1.0')).toEqual({
      state: 'present',
      cells: { 'linux/amd64': { status: 'present' } },
      findings: [{ code: 'PLATFORM_LOST', severity: 'error', platform: 'linux/arm64' }],
    })
    expect(await store.tag({ registry: 's', repository: 'team/app' }, '1.0')).toBeNull()
  })

  it('is the newest whole scan of each kind that came to its end', async () => {
    await sql`
      insert into scan (id, registry, mode, scope, reason, actor, state, created_at, started_at, finished_at) values
        ('old', 'r', 'quick', null, 'schedule', 'schedule', 'done', 1000, 1000, 2000),
        ('new', 'r', 'quick', null, 'schedule', 'schedule', 'done', 3000, 4000, 9000),
        ('part', 'r', 'quick', '[]', 'webhook', 'alice', 'done', 9000, 9000, 9999),
        ('stopped', 'r', 'quick', null, 'person', 'bob', 'stopped', 9000, 9000, 9999),
        ('deep', 'r', 'verify', null, 'schedule', 'schedule', 'done', 100, null, 500)`.execute(db)
    await sql`
      insert into scan_item (scan_id, repository, errors, problem) values
        ('new', 'a', 2, null), ('new', 'b', 0, 'It does not answer.'), ('old', 'a', 50, null)`.execute(db)
    expect(await store.scans()).toEqual([
      { registry: 'r', mode: 'quick', startedAt: 4000, finishedAt: 9000, errors: 3 },
      { registry: 'r', mode: 'verify', startedAt: 100, finishedAt: 500, errors: 0 },
    ])
  })

  it('takes an event of a registry once, whoever asks first, until it is forgotten', async () => {
    const webhooks = sqlWebhookStore(db)
    expect(await webhooks.takeEvents([], 1)).toEqual([])
    expect((await webhooks.takeEvents(['r 1', 'r 2'], 1000)).sort()).toEqual(['r 1', 'r 2'])
    const rivals = await Promise.all([1, 2, 3].map(() => webhooks.takeEvents(['r 2', 'r 3'], 2000)))
    expect(rivals.flat()).toEqual(['r 3'])
    await webhooks.forgetEvents(2000)
    expect((await webhooks.takeEvents(['r 1', 'r 3'], 3000)).sort()).toEqual(['r 1'])
  })
})
