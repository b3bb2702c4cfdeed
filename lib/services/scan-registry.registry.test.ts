import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MadeManifest } from '@/lib/testing/make-image'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { createLayout } from '@/lib/testing/registry-layout'
import { type ScanningBed, startScanningBed } from './testing/scanning-bed'

const linux = (architecture: string, layers: string[] = ['base', architecture]) =>
  makeImage({ platform: { os: 'linux', architecture }, layers })

let bed: ScanningBed
beforeAll(async () => {
  bed = await startScanningBed()
})
afterAll(() => bed?.stop())

/** Writes an index with its children under tags. */
async function push(repository: string, children: MadeManifest[], ...tags: string[]): Promise<MadeManifest> {
  const index = makeIndex(children)
  // A layout writes each file once: another one moves a tag.
  const place = createLayout(bed.registry.dataDir)
  for (const child of children) await place(repository, child)
  await place(repository, index, tags)
  return index
}
const facts = async (repository: string) => bed.store.index.factsOf({ registry: bed.name, repository })
/** The requests of a scan, those for lists apart: `GET team/app/manifests/v1`. */
async function requestsOf(scan: () => Promise<unknown>): Promise<{ requests: string[]; lists: number }> {
  bed.peer.asked.length = 0
  await scan()
  const read = bed.peer.asked.map(({ method, path }) => `${method} ${path.replace('/v2/', '')}`)
  const lists = read.filter((line) => /tags\/list|_catalog/.test(line))
  return { requests: read.filter((line) => !lists.includes(line)).sort(), lists: lists.length }
}

describe('a scan', () => {
  it('learns every tag of every repository, and judges it', async () => {
    await push('team/app', [linux('amd64'), linux('arm64')], 'v1', 'latest')
    await push('team/app', [linux('amd64', ['new'])], 'v2')
    await bed.place('team/single', linux('s390x'), ['v1'])
    const scan = await bed.scan()
    expect(scan).toMatchObject({
      state: 'done',
      counts: { repositories: 2, repositoriesDone: 2, found: 4, checked: 4, changed: 4, errors: 0 },
    })
    const app = await facts('team/app')
    expect(app?.tags.map(({ tag }) => tag).sort()).toEqual(['latest', 'v1', 'v2'])
    expect([...(app?.history.keys() ?? [])].sort()).toEqual(['latest', 'v1', 'v2'])
    expect(await bed.findings('team/app')).toEqual(['v2 PLATFORM_LOST linux/arm64'])
    expect((await facts('team/single'))?.manifests.values().next().value?.image?.platform).toMatchObject({
      architecture: 's390x',
    })
  })

  it('costs one conditional request a tag when nothing has changed', async () => {
    const { requests, lists } = await requestsOf(() => bed.scan())
    expect(requests.map((line) => line.replace(/^GET /, ''))).toEqual([
      'team/app/manifests/latest',
      'team/app/manifests/v1',
      'team/app/manifests/v2',
      'team/single/manifests/v1',
    ])
    expect(lists).toBe(3)
  })

  it('fetches of a tag that moved only what is not known', async () => {
    const fresh = linux('riscv64')
    await push('team/app', [linux('amd64'), linux('arm64'), fresh], 'v2')
    const { requests } = await requestsOf(() => bed.scan())
    const children = requests.filter((line) => /sha256:/.test(line))
    expect(children).toHaveLength(2)
    expect(children.some((line) => line.includes(fresh.digest))).toBe(true)
    expect(await bed.findings('team/app')).toEqual([])
  })

  it('asks for every distinct child and config once to verify, and finds what has gone meanwhile', async () => {
    const amd64 = linux('amd64', ['gone'])
    await push('team/lost', [amd64, linux('arm64', ['stays'])], 'v1', 'v1-alias')
    await bed.scan()
    await removeRevision('team/lost', amd64.digest)
    await bed.scan('quick')
    expect(await bed.findings('team/lost')).toEqual([])
    const { requests } = await requestsOf(() => bed.scan('verify', [{ repository: 'team/lost', tags: null }]))
    expect(requests.filter((line) => /manifests\/sha256/.test(line))).toHaveLength(2)
    expect(requests.filter((line) => /HEAD .*blobs/.test(line))).toHaveLength(1)
    expect(await bed.findings('team/lost')).toEqual([
      'v1 CHILD_MISSING linux/amd64',
      'v1-alias CHILD_MISSING linux/amd64',
    ])
  })

  it('finds a lost layer when it looks deep, and not before', async () => {
    const image = linux('amd64', ['deep layer'])
    await bed.place('team/deep', image, ['v1'])
    await bed.scan('verify', [{ repository: 'team/deep', tags: null }])
    const layer = image.blobs[1]?.digest ?? ''
    await rm(
      join(
        bed.registry.dataDir,
        `blobs/docker/registry/v2/repositories/team/deep/_layers/sha256/${layer.slice(7)}`,
      ),
      {
        recursive: true,
      },
    )
    await bed.scan('verify', [{ repository: 'team/deep', tags: null }])
    expect(await bed.findings('team/deep')).toEqual([])
    await bed.scan('deep', [{ repository: 'team/deep', tags: null }])
    expect(await bed.findings('team/deep')).toEqual(['v1 CHILD_MISSING linux/amd64'])
  })

  it('removes tags and repositories that are gone, and remembers that they were there', async () => {
    const root = join(bed.registry.dataDir, 'blobs/docker/registry/v2/repositories/team')
    await rm(join(root, 'app/_manifests/tags/latest'), { recursive: true })
    await rm(join(root, 'single'), { recursive: true })
    await bed.scan()
    expect((await facts('team/app'))?.tags.map(({ tag }) => tag).sort()).toEqual(['v1', 'v2'])
    expect((await facts('team/app'))?.history.get('latest')?.[0]?.digest).toBeNull()
    const single = await facts('team/single')
    expect(single?.tags).toEqual([])
    expect(single?.history.get('v1')?.[0]?.digest).toBeNull()
  })

  it('asks for the tags that are wanted alone, and takes one that is not listed for gone', async () => {
    await push('team/part', [linux('amd64', ['part'])], 'a', 'b', 'c')
    await bed.scan()
    const root = join(bed.registry.dataDir, 'blobs/docker/registry/v2/repositories/team/part/_manifests/tags')
    await rm(join(root, 'b'), { recursive: true })
    const { requests } = await requestsOf(() =>
      bed.scan('quick', [{ repository: 'team/part', tags: ['a', 'b'] }]),
    )
    expect(requests).toEqual(['GET team/part/manifests/a', 'GET team/part/manifests/b'])
    expect((await facts('team/part'))?.tags.map(({ tag }) => tag).sort()).toEqual(['a', 'c'])
  })

  it('is stopped', async () => {
    const first = await bed.context.store()
    const scan = await first.scans.start({
      ...{
        id: 'stopped',
        registry: bed.name,
        mode: 'quick',
        scope: null,
        reason: 'person',
        actor: 'x',
        at: Date.now(),
      },
    })
    expect(await first.scans.stop(scan.scan.id, Date.now())).toBe(true)
    expect((await first.scans.scan('stopped'))?.state).toBe('stopped')
    expect((await bed.scan()).state).toBe('done')
  })
})

async function removeRevision(repository: string, digest: string): Promise<void> {
  const place = `blobs/docker/registry/v2/repositories/${repository}/_manifests/revisions/sha256/${digest.slice(7)}`
  await rm(join(bed.registry.dataDir, place), { recursive: true })
}
