import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RegistryProcess } from '../registry-process.mjs'
import { startDemoRegistry } from './demo-registry.mjs'
import { seedDemo } from './seed.mjs'

const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

interface Index {
  mediaType: string
  manifests: { digest: string; mediaType: string; platform?: Record<string, string> }[]
}

let folder: string
let registry: RegistryProcess

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-demo-'))
  registry = await startDemoRegistry({ dataDir: join(folder, 'registry') })
})
afterAll(async () => {
  await registry.stop()
  await rm(folder, { recursive: true, force: true })
})

const manifest = (repository: string, reference: string) =>
  fetch(`${registry.url}/v2/${repository}/manifests/${reference}`, { headers: { accept: ACCEPT } })

const indexOf = async (repository: string, tag: string) =>
  (await (await manifest(repository, tag)).json()) as Index

test('the captured images are there by their exact digests', async () => {
  const listed = await readFile(
    new URL('../../lib/testing/golden/fixtures/DIGESTS.txt', import.meta.url),
    'utf8',
  )
  const images = [...listed.matchAll(/^(\S+):(\S+) .*(sha256:\w+)/gm)]
  expect(images.length).toBeGreaterThan(15)
  for (const [, repository = '', tag = '', digest] of images)
    expect((await manifest(repository, tag)).headers.get('docker-content-digest')).toBe(digest)
})

test("the post's own tag is left for people to compose", async () => {
  expect((await manifest('demo', 'v0.2')).status).toBe(404)
})

test('a child is gone from under its index, and only that one', async () => {
  const { manifests } = await indexOf('team/reports', '2.3')
  const states = await Promise.all(
    manifests.map(async ({ digest, platform }) => [
      platform?.architecture,
      (await manifest('team/reports', digest)).status,
    ]),
  )
  expect(states).toEqual([
    ['amd64', 200],
    ['arm64', 404],
  ])
})

test('three Windows builds differ by os.version alone', async () => {
  const { mediaType, manifests } = await indexOf('team/windows-service', '4.2')
  expect(mediaType).toContain('manifest.list')
  expect(new Set(manifests.map(({ platform }) => platform?.['os.version'])).size).toBe(3)
})

test('one repository has 60 tags, and one index holds both media types', async () => {
  const tags = await fetch(`${registry.url}/v2/platform/api/tags/list`)
  expect(((await tags.json()) as { tags: string[] }).tags).toHaveLength(60)
  const { manifests } = await indexOf('platform/gateway', '2.0.0')
  expect(new Set(manifests.map(({ mediaType }) => mediaType)).size).toBe(2)
})

test('filling it again changes nothing', async () => {
  const before = await indexOf('platform/api', 'latest')
  await seedDemo(registry.url)
  expect(await indexOf('platform/api', 'latest')).toEqual(before)
  const { manifests } = await indexOf('team/reports', '2.3')
  expect((await manifest('team/reports', manifests[1]?.digest ?? '')).status).toBe(404)
})
