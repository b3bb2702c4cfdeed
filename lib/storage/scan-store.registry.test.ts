import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from './open-store'
import type { Lease, NewScan, ScanItem, ScanStore } from './scan-store'
import type { Store } from './store'
import { ENGINES, type Engine } from './testing/engines'
import { judgedTag, judgementOf, readingOf } from './testing/facts'

const NONE = { found: 0, checked: 0, changed: 0, errors: 0 }

describe.each(ENGINES)('scans on $name', ({ prepare }) => {
  let where: Awaited<ReturnType<Engine['prepare']>>
  let store: Store
  let scans: ScanStore
  let registry: string
  let count = 0

  beforeAll(async () => {
    where = await prepare()
    store = await openStore(where)
    scans = store.scans
  })
  afterAll(async () => {
    await store?.close()
    await where?.clean()
  })
  beforeEach(() => {
    registry = `r${count++}.example`
  })

  const lease = (worker: string, now = 1_000): Lease => ({ worker, now, ms: 100 })
  const start = (id: string, more: Partial<NewScan> = {}) =>
    scans.start({
      ...{
        id: `${registry} ${id}`,
        registry,
        mode: 'quick',
        scope: null,
        reason: 'person',
        actor: 'ann',
        at: 500,
      },
      ...more,
    })
  async function listed(id: string, ...repositories: string[]) {
    const { scan } = await start(id)
    await scans.claimListing(lease('lister'), [registry])
    await scans.addItems(scan.id, repositories)
    await scans.listed(scan.id, 'lister', null)
    return scan
  }
  const claim = (worker: string, now = 1_000) => scans.claimItem(lease(worker, now), [registry])
  async function claimed(worker: string, now = 1_000): Promise<ScanItem> {
    const item = await claim(worker, now)
    if (!item) throw new Error('There was nothing to claim.')
    return item
  }

  it('joins a whole scan that asks for no less, and lets one that asks for more wait in line', async () => {
    const first = await start('a')
    expect(first).toMatchObject({ joined: false, scan: { state: 'waiting', listed: false } })
    await scans.claimListing(lease('w'), [registry])
    expect((await start('b')).scan.id).toBe(first.scan.id)
    const verify = await start('c', { mode: 'verify' })
    expect(verify).toMatchObject({ joined: false, scan: { state: 'waiting' } })
    const deep = await start('d', { mode: 'deep' })
    expect(deep.scan).toMatchObject({ id: verify.scan.id, mode: 'deep' })
    expect(await scans.claimListing(lease('v'), [registry])).toBeNull()
  })

  it('starts one of many that are asked for at once', async () => {
    const started = await Promise.all(Array.from({ length: 8 }, (_, n) => start(`many ${n}`)))
    expect(new Set(started.map(({ scan }) => scan.id)).size).toBe(1)
    expect(started.filter(({ joined }) => !joined)).toHaveLength(1)
  })

  it('hands every repository to one worker, and only those of registries it may ask', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `repository-${n}`)
    const scan = await listed('a', ...names)
    expect(await scans.claimItem(lease('w'), ['another.example'])).toBeNull()
    const items = await Promise.all(names.map((_, n) => claim(`w${n % 3}`)))
    expect(items.map((item) => item?.repository).sort()).toEqual(names.sort())
    expect(await claim('w0')).toBeNull()
    expect(items[0]).toMatchObject({ scanId: scan.id, registry, mode: 'quick', since: 1_000, counts: NONE })
  })

  it('takes over what a worker has left behind, with what it had counted, and says so', async () => {
    const scan = await listed('a', 'one')
    const item = await claimed('gone')
    const counts = { found: 9, checked: 4, changed: 1, errors: 0 }
    expect(await scans.count(item, 'gone', counts)).toBe(true)
    expect(await claim('next', 1_100)).toBeNull()
    const taken = await claimed('next', 1_101)
    expect(taken.counts).toEqual(counts)
    expect((await scans.scan(scan.id))?.resumedAt).toBe(1_101)
    expect(await scans.count(item, 'gone', counts)).toBe(false)
    await scans.finishItem(item, 'gone', { counts: NONE, problem: null })
    expect((await scans.scan(scan.id))?.counts.repositoriesDone).toBe(0)
  })

  it('keeps what is renewed, and frees at once what is released', async () => {
    await listed('a', 'one')
    await claimed('busy')
    await scans.renew(lease('busy', 1_090))
    expect(await claim('next', 1_150)).toBeNull()
    await scans.release('busy')
    expect(await claim('next', 1_150)).not.toBeNull()
    await scans.release(null)
    expect(await claim('third', 1_150)).not.toBeNull()
  })

  it('ends when all is listed and done, failures told, and puts the registry into figures', async () => {
    const scan = await listed('a', 'one', 'two')
    const place = { registry, repository: 'one' }
    const tags = [readingOf('v1', 1)]
    await store.index.recordReadings(place, { tags, unchanged: null, manifests: [], confirmed: null })
    await store.index.recordJudgement(place, judgementOf([judgedTag('v1', 0)]), {
      at: 1,
      version: 9,
      told: new Map(),
    })
    const counts = { found: 5, checked: 5, changed: 2, errors: 1 }
    await scans.finishItem(await claimed('w'), 'w', { counts, problem: null })
    expect(await scans.settle(2_000)).toEqual([])
    await scans.finishItem(await claimed('w'), 'w', { counts: NONE, problem: 'It refused.' })
    const ended = await scans.settle(2_000)
    expect(ended).toMatchObject([
      {
        id: scan.id,
        state: 'done',
        finishedAt: 2_000,
        counts: { repositories: 2, repositoriesDone: 2, ...counts },
      },
    ])
    expect(await scans.failures(scan.id, 10)).toEqual([{ repository: 'two', problem: 'It refused.' }])
    expect(await scans.lastDone(registry)).toEqual({ anyAt: 2_000, verifyAt: null })
    expect(await scans.settle(3_000)).toEqual([])
    await scans.addPoint(registry, 2_000)
    expect((await scans.newestWhole()).map(({ id }) => id)).toContain(scan.id)
    expect((await scans.list({ registry, limit: 5 })).map(({ id }) => id)).toEqual([scan.id])
  })

  it('scans a part at once, beside a whole scan and before it', async () => {
    await listed('a', 'aaa')
    const scope = [
      { repository: 'team/app', tags: ['v1', 'v2'] },
      { repository: 'team/web', tags: null },
    ]
    const part = await start('b', { scope, reason: 'webhook' })
    expect(part.scan).toMatchObject({ state: 'running', listed: true, scope })
    expect(
      [await claimed('w'), await claimed('w')].map(({ repository, tags }) => ({ repository, tags })),
    ).toEqual(scope)
    expect((await claimed('w')).repository).toBe('aaa')
  })

  it('is stopped: nothing more is handed out, and what runs hears of it', async () => {
    const scan = await listed('a', 'one', 'two')
    const item = await claimed('w')
    expect(await scans.stop(scan.id, 2_000)).toBe(true)
    expect(await scans.stop(scan.id, 2_000)).toBe(false)
    expect(await claim('w')).toBeNull()
    expect(await scans.count(item, 'w', NONE)).toBe(false)
    expect((await start('b')).joined).toBe(false)
  })

  it('gives back what cannot be done now, and tells why until it goes on', async () => {
    const scan = await listed('a', 'one')
    await scans.giveBack('w', { item: await claimed('w'), problem: 'The registry does not answer.' })
    expect((await scans.scan(scan.id))?.problem).toBe('The registry does not answer.')
    await claimed('w')
    await scans.fail(scan.id, 3_000, 'It never answered.')
    expect(await scans.scan(scan.id)).toMatchObject({ state: 'failed', problem: 'It never answered.' })
  })

  it('remembers the newest of each kind, so that one that verified is not forgotten among quick ones', async () => {
    const scope = [{ repository: 'team/app', tags: null }]
    const finish = async (id: string, more: Partial<NewScan>) => {
      const { scan } = await start(id, { scope, ...more })
      await scans.finishItem(await claimed('w', 9_000), 'w', { counts: NONE, problem: null })
      await scans.settle(9_000)
      return scan.id
    }
    const verify = await finish('verify', { mode: 'verify', at: 1 })
    for (let n = 0; n < 22; n++) await finish(`quick ${n}`, { at: 10 + n })
    const kept = (await scans.list({ registry, limit: 100 })).map(({ id }) => id)
    expect(kept).toHaveLength(21)
    expect(kept).toContain(verify)
    expect(await scans.scan(`${registry} quick 0`)).toBeNull()
  })
})
