import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '@/lib/storage/open-store'
import type { Store } from '@/lib/storage/store'
import { startPostgres } from '@/lib/storage/testing/postgres'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { createLayout } from '@/lib/testing/registry-layout'
import { awaitScan } from './await-scan'
import type { ScanWish } from './start-scan'
import { type MeddlingPeer, startMeddlingPeer } from './testing/meddling-peer'
import { never, readingContext } from './testing/reading-context'
import { type Replica, startReplica } from './testing/scan-replica'

const NAME = 'registry.test'
const REPOSITORIES = 12
const TAGS = 30
const WISH: ScanWish = { registry: NAME, mode: 'quick', scope: null, reason: 'person', actor: 'test' }

let registry: RealRegistry
const cleanUps: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  registry = await startRealRegistry()
  const place = createLayout(registry.dataDir)
  for (let repository = 0; repository < REPOSITORIES; repository++) {
    for (let tag = 0; tag < TAGS; tag++) {
      const layers = [`repository ${repository}`, `tag ${tag}`]
      const children = ['amd64', 'arm64'].map((architecture) =>
        makeImage({ platform: { os: 'linux', architecture }, layers }),
      )
      for (const child of children) await place(`team/app-${repository}`, child)
      await place(`team/app-${repository}`, makeIndex(children), [`v${tag}`])
    }
  }
})
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})
afterAll(() => registry?.stop())

/** A way to the registry that counts, and tells when so many tags were asked for. */
async function way(): Promise<{
  peer: MeddlingPeer
  tags: () => string[]
  reached: (n: number) => Promise<void>
}> {
  const peer = await startMeddlingPeer()
  peer.upstream = registry.url
  cleanUps.push(() => peer.stop())
  const tags = () => peer.asked.flatMap(({ path }) => /^\/v2\/(.+\/manifests\/v\d+)$/.exec(path)?.[1] ?? [])
  const reached = (n: number) =>
    new Promise<void>((resolve) => {
      peer.meddle = () => {
        if (tags().length >= n) resolve()
        return null
      }
    })
  return { peer, tags, reached }
}

const repositories = Array.from({ length: REPOSITORIES }, (_, n) => `team/app-${n}`)

/** What a store knows of the tags, each as the path it is asked for at. */
async function storedTags(store: Store): Promise<Set<string>> {
  const known = await Promise.all(
    repositories.map(async (repository) =>
      (await store.index.knownTags({ registry: NAME, repository })).map(
        ({ tag }) => `${repository}/manifests/${tag}`,
      ),
    ),
  )
  return new Set(known.flat())
}

async function storedManifests(store: Store): Promise<Set<string>> {
  const known = await Promise.all(
    repositories.map(async (repository) =>
      [...(await store.index.knownManifests({ registry: NAME, repository })).keys()].map(
        (digest) => `/v2/${repository}/manifests/${digest}`,
      ),
    ),
  )
  return new Set(known.flat())
}

/** Everything is known, judged, and told of once. */
async function expectWhole(store: Store): Promise<void> {
  for (const repository of repositories) {
    const facts = await store.index.factsOf({ registry: NAME, repository })
    expect(facts?.tags).toHaveLength(TAGS)
    expect(facts?.manifests.size).toBe(TAGS * 3)
    expect([...(facts?.history.values() ?? [])].map((events) => events.length)).toEqual(Array(TAGS).fill(1))
    expect([...(facts?.history.values() ?? [])].flat().map(({ platforms }) => platforms)).toEqual(
      Array(TAGS).fill(['linux/amd64', 'linux/arm64']),
    )
  }
}

const twice = (asked: string[]) => asked.filter((path, place) => asked.indexOf(path) !== place)

/** Where a test looks from: it works on no scan. */
const onlooker = (store: Store) => ({
  ...readingContext({ name: NAME, url: registry.url }),
  store: async () => store,
})

async function theScan(store: Store) {
  const [scan] = await store.scans.list({ limit: 1 })
  if (!scan) throw new Error('There is no scan.')
  return scan
}

describe('a process that is killed in the middle of a scan', () => {
  it('loses nothing that was stored: the next one goes on with the rest, and says so', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'manifold-killed-'))
    cleanUps.push(() => rm(dataDir, { recursive: true, force: true }))
    const { peer, tags, reached } = await way()
    const replica = { dataDir, databaseUrl: null, registry: { name: NAME, url: peer.url } }
    const middle = reached(150)
    const first = await startReplica({ ...replica, begin: WISH })
    cleanUps.push(first.kill)
    await middle
    await first.kill()

    const left = await openStore({ dataDir, databaseUrl: null })
    const [stored, manifests] = [await storedTags(left), await storedManifests(left)]
    await left.close()
    expect(stored.size).toBeGreaterThan(0)
    expect(stored.size).toBeLessThan(REPOSITORIES * TAGS)

    const before = peer.asked.length
    const second = await startReplica(replica)
    await second.finish()
    expect(new Set(tags()).size).toBe(REPOSITORIES * TAGS)
    const store = await openStore({ dataDir, databaseUrl: null })
    cleanUps.push(() => store.close())
    const scan = await theScan(store)
    expect(scan).toMatchObject({
      state: 'done',
      counts: {
        repositories: REPOSITORIES,
        repositoriesDone: REPOSITORIES,
        found: 360,
        checked: 360,
        errors: 0,
      },
    })
    expect(scan.resumedAt).not.toBeNull()
    expect(second.lines.join('\n')).toMatch(
      /Goes on with a scan of registry\.test: \d+ of 12 repositories and \d+ tags were done\./,
    )
    const askedAgain = peer.asked.slice(before).map(({ path }) => path)
    expect(askedAgain.filter((path) => stored.has(path.replace('/v2/', '')))).toEqual([])
    expect(askedAgain.filter((path) => manifests.has(path))).toEqual([])
    await expectWhole(store)
  })
})

describe('two replicas on one database', () => {
  it('share a scan; one is killed, and the other finishes it without asking for what was stored', async () => {
    const server = await startPostgres()
    cleanUps.push(server.stop)
    const store = await openStore({ dataDir: '', databaseUrl: server.url })
    cleanUps.push(() => store.close())
    const [one, other] = [await way(), await way()]
    const replica = ({ peer }: typeof one): Promise<Replica> =>
      startReplica({ dataDir: '', databaseUrl: server.url, registry: { name: NAME, url: peer.url } })
    const [first, second] = await Promise.all([replica(one), replica(other)])
    cleanUps.push(first.kill, second.kill)
    const bothWork = Promise.all([one.reached(60), other.reached(20)])
    const { scan } = await store.scans.start({ ...WISH, id: 'shared', actor: 'test', at: Date.now() })
    await store.events.publish({ type: 'scan', id: scan.id })
    await bothWork
    await first.kill()
    const stored = await storedTags(store)
    const before = other.peer.asked.length

    expect(await awaitScan(onlooker(store), scan.id, never)).toMatchObject({
      state: 'done',
      counts: { repositoriesDone: REPOSITORIES, found: 360, checked: 360, errors: 0 },
    })
    expect((await theScan(store)).resumedAt).not.toBeNull()
    expect(stored.size).toBeLessThan(REPOSITORIES * TAGS)
    expect(twice(one.tags())).toEqual([])
    expect(twice(other.tags())).toEqual([])
    const after = other.peer.asked.slice(before).map(({ path }) => path.replace('/v2/', ''))
    expect(after.filter((path) => stored.has(path))).toEqual([])
    const byBoth = one.tags().filter((path) => other.tags().includes(path))
    expect(byBoth.filter((path) => stored.has(path))).toEqual([])
    expect(new Set([...one.tags(), ...other.tags()]).size).toBe(REPOSITORIES * TAGS)
    await expectWhole(store)
  })
})
