import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createGlob } from '@/lib/oci/glob'
import { openScratchStore } from '@/lib/storage/testing/scratch-store'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { awaitScan } from './await-scan'
import type { ScanPlan } from './context'
import { listRegistries } from './list-registries'
import { beginScan } from './start-scan'
import { never } from './testing/reading-context'
import { type ScanningBed, startScanningBed } from './testing/scanning-bed'
import { findScan, listScans, stopScan } from './watch-scans'

let scratch: Awaited<ReturnType<typeof openScratchStore>>
beforeAll(async () => {
  scratch = await openScratchStore()
})
afterAll(() => scratch?.stop())

let beds = 0
let bed: ScanningBed
const startBed = (options: Parameters<typeof startScanningBed>[0] = {}) =>
  startScanningBed({ ...options, name: `registry-${++beds}.test`, store: scratch.store })
afterEach(() => bed?.stop())

/** Repositories of ten tags, each an index of two platforms of its own. */
async function seed(...repositories: string[]): Promise<void> {
  for (const repository of repositories) {
    for (let tag = 0; tag < 10; tag++) {
      const layers = [repository, `${tag}`]
      const children = ['amd64', 'arm64'].map((architecture) =>
        makeImage({ platform: { os: 'linux', architecture }, layers }),
      )
      for (const child of children) await bed.place(repository, child)
      await bed.place(repository, makeIndex(children), [`v${tag}`])
    }
  }
}

const isTagCall = (path: string) => /\/manifests\/v\d+$/.test(path)
const tagCalls = () => bed.peer.asked.map(({ path }) => path).filter(isTagCall)
const answer = (response: ServerResponse, status: number, headers: Record<string, string> = {}) => {
  response.writeHead(status, { 'content-length': '0', ...headers })
  response.end()
  return null
}
const begin = () =>
  beginScan(bed.context, { registry: bed.name, mode: 'quick', scope: null, reason: 'person' })
const factsOf = (repository: string) => bed.store.index.factsOf({ registry: bed.name, repository })
const states = async (repository: string) => {
  const facts = await factsOf(repository)
  return new Set([...(facts?.tags ?? []), ...(facts?.manifests.values() ?? [])].map(({ state }) => state))
}

const planFor = (...globs: string[]): ScanPlan => {
  const matchers = globs.map(createGlob).flatMap((glob) => (glob.ok ? [glob.value] : []))
  return {
    enabled: true,
    everyMs: null,
    verifyEveryMs: null,
    includes: (name) => matchers.some((matches) => matches(name)),
    isWhole: globs.includes('**'),
  }
}

describe('a registry', () => {
  it('that asks to be left alone for a moment is, and the scan goes on by itself', async () => {
    bed = await startBed()
    await seed('team/app')
    let refused = 0
    bed.peer.meddle = ({ path }, response) => {
      if (!isTagCall(path) || refused >= 3) return null
      refused++
      return answer(response, 429, { 'retry-after': '1' })
    }
    const { id } = await begin()
    await expect
      .poll(async () => (await findScan(bed.context, id))?.progress.pauseReason, { timeout: 5_000 })
      .toContain('limits how often it may be asked')
    expect(await awaitScan(bed.context, id, never)).toMatchObject({
      state: 'done',
      problem: null,
      counts: { found: 10, checked: 10, errors: 0 },
    })
    expect(await states('team/app')).toEqual(new Set(['present']))
  })

  it('that refuses its catalog is scanned from the list that is configured, and nothing else is taken for gone', async () => {
    bed = await startBed({ repositories: ['team/named'] })
    await seed('team/named', 'team/other')
    await bed.scan('quick', [{ repository: 'team/other', tags: null }])
    bed.peer.meddle = ({ path }, response) => (path.includes('_catalog') ? answer(response, 403) : null)
    const scan = await bed.scan()
    expect(scan).toMatchObject({ state: 'done', problem: null, counts: { repositories: 1, checked: 10 } })
    expect((await factsOf('team/other'))?.tags).toHaveLength(10)
  })

  it('that refuses its catalog, with no list configured, says what to do', async () => {
    bed = await startBed()
    bed.peer.meddle = ({ path }, response) => (path.includes('_catalog') ? answer(response, 403) : null)
    expect((await bed.scan()).problem).toContain('Name them under "repositories" in manifold.yaml')
  })

  it('of which only some is to be scanned is asked for that alone', async () => {
    bed = await startBed({ scan: planFor('team/*') })
    await seed('team/app', 'other/app')
    expect((await bed.scan()).counts).toMatchObject({ repositories: 1, found: 10 })
    expect(tagCalls().filter((path) => path.includes('other/'))).toEqual([])
  })

  it('that goes down in the middle is waited for: nothing is taken for missing or unreadable', async () => {
    bed = await startBed({ retriesAtOnce: true })
    await seed('team/a', 'team/b', 'team/c')
    let isDown = false
    bed.peer.meddle = (_asked, response) => {
      isDown ||= tagCalls().length > 12 && !isBack
      if (isDown) response.destroy()
      return null
    }
    let isBack = false
    const { id } = await begin()
    await expect
      .poll(async () => (await findScan(bed.context, id))?.problem, { timeout: 60_000, interval: 100 })
      .toContain(bed.name)
    const known = await Promise.all(['team/a', 'team/b', 'team/c'].map(states))
    expect(known.flatMap((of) => [...of]).filter((state) => state !== 'present')).toEqual([])
    isBack = true
    isDown = false
    const before = bed.peer.asked.length
    const stored = await Promise.all(
      ['team/a', 'team/b', 'team/c'].map(async (repository) =>
        ((await factsOf(repository))?.tags ?? []).map(({ tag }) => `/v2/${repository}/manifests/${tag}`),
      ),
    )
    expect(await awaitScan(bed.context, id, never)).toMatchObject({
      state: 'done',
      problem: null,
      counts: { repositoriesDone: 3, found: 30, checked: 30, errors: 0 },
    })
    const after = new Set(bed.peer.asked.slice(before).map(({ path }) => path))
    expect(stored.flat().filter((path) => after.has(path))).toEqual([])
    for (const repository of ['team/a', 'team/b', 'team/c']) {
      expect(await states(repository)).toEqual(new Set(['present']))
      expect([...((await factsOf(repository))?.history.keys() ?? [])]).toHaveLength(10)
    }
  })

  it('that answers nothing for one tag has that one unreadable until it is as it was, and all others read', async () => {
    bed = await startBed({ retriesAtOnce: true })
    await seed('team/app')
    await bed.scan()
    bed.peer.meddle = ({ path }, response) => {
      if (path.endsWith('/v3')) response.destroy()
      return null
    }
    expect(await bed.scan()).toMatchObject({ state: 'done', counts: { found: 10, checked: 10, errors: 1 } })
    const tags = (await factsOf('team/app'))?.tags ?? []
    expect(tags.filter(({ state }) => state === 'unreadable').map(({ tag }) => tag)).toEqual(['v3'])
    expect(tags.filter(({ state }) => state === 'present')).toHaveLength(9)
    bed.peer.meddle = () => null
    expect((await bed.scan()).counts).toMatchObject({ changed: 0, errors: 0 })
    expect((await factsOf('team/app'))?.tags.find(({ tag }) => tag === 'v3')).toMatchObject({
      ...{ state: 'present', problem: null },
      digest: tags.find(({ tag }) => tag === 'v3')?.digest,
    })
  })

  it('that fails on a child or a tag tells so of those alone; the next scan finds them well again', async () => {
    bed = await startBed({ retriesAtOnce: true })
    await seed('team/app')
    const child = makeImage({ platform: { os: 'linux', architecture: 'arm64' }, layers: ['team/app', '5'] })
    bed.peer.meddle = ({ path }, response) =>
      path.endsWith(child.digest) || path.endsWith('/v2') ? answer(response, 500) : null
    await bed.scan()
    const facts = await factsOf('team/app')
    expect(facts?.manifests.get(child.digest)?.state).toBe('unreadable')
    expect(facts?.tags.filter(({ state }) => state !== 'present')).toMatchObject([
      { tag: 'v2', state: 'unreadable' },
    ])
    bed.peer.meddle = () => null
    await bed.scan('verify')
    expect(await states('team/app')).toEqual(new Set(['present']))
  })
})

describe('a scan', () => {
  it('that is stopped in the middle asks for nothing more, and keeps what it learned', async () => {
    bed = await startBed()
    await seed('team/a', 'team/b')
    const left: Promise<unknown>[] = []
    const inTheMiddle = new Promise<void>((resolve) => {
      bed.peer.meddle = async ({ path }, response) => {
        if (!path.includes('team/b')) return null
        // Nothing is answered: only who gives up gets away.
        left.push(once(response, 'close'))
        resolve()
        await left.at(-1)
        return null
      }
    })
    const { id } = await begin()
    await inTheMiddle
    expect((await stopScan(bed.context, id)).state).toBe('stopped')
    await Promise.all(left)
    expect(left).toHaveLength(1)
    bed.peer.meddle = () => null
    expect(await states('team/b')).toEqual(new Set())
    expect((await bed.scan()).state).toBe('done')
    expect(await states('team/b')).toEqual(new Set(['present']))
    const [listed] = (await listScans(bed.context, { limit: 20 })).items
    const [registry] = (await listRegistries(bed.context)).items
    expect(registry?.lastScanAt).toBe(listed?.finishedAt)
  })
})
