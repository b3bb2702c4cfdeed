import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentOf, makeArtifact, makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { connectTo, push } from '@/lib/testing/registry-client'
import { createLayout } from '@/lib/testing/registry-layout'
import type { RegistryClient } from './client-types'

const REPOSITORIES = 1_200
const TAGS = 2_500
const image = makeImage()
const arm = makeImage({ platform: { os: 'linux', architecture: 'arm64' } })
const index = makeIndex([image, arm])

let registry: RealRegistry
let client: RegistryClient
beforeAll(async () => {
  registry = await startRealRegistry(async (dataDir) => {
    const place = createLayout(dataDir)
    const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)
    for (const number of numbers(REPOSITORIES - 1))
      await place(`group-${number % 7}/app-${number}`, image, ['v1'])
    await place(
      'many/tags',
      image,
      numbers(TAGS).map((number) => `v1.${number}`),
    )
    return {}
  })
  client = connectTo(registry.url)
})
afterAll(async () => {
  await client?.close()
  await registry?.stop()
})

test('1,200 repositories come through pages', async () => {
  const pages: number[] = []
  const { names, complete } = await client.listRepositories({ onPage: (page) => pages.push(page.length) })
  expect(new Set(names).size).toBe(REPOSITORIES)
  expect(complete).toBe(true)
  expect(pages).toEqual([1000, 200])
})

test('2,500 tags come in the one answer this registry gives', async () => {
  const before = client.counters.requests
  const { names, complete } = await client.listTags('many/tags')
  expect(new Set(names).size).toBe(TAGS)
  expect(complete).toBe(true)
  expect(client.counters.requests - before).toBe(1)
})

test('a tag is read once and then asked conditionally, as the registry’s own log tells', async () => {
  await push(client, 'team/app', image)
  await push(client, 'team/app', arm)
  await push(client, 'team/app', index, 'v1')
  const fresh = connectTo(registry.url)
  await fresh.getTag('team/app', 'v1')
  await Promise.all([
    fresh.getManifest('team/app', image.digest),
    fresh.getManifest('team/app', image.digest),
  ])
  expect(await fresh.getTag('team/app', 'v1')).toMatchObject({ changed: false })
  await fresh.getManifest('team/app', image.digest)
  expect(fresh.counters).toEqual({ requests: 3, authentications: 0 })
  const statuses = (await registry.logged('"GET /v2/team/app/manifests/v1 ')).map(
    (line) => / (\d{3}) \d+ "/.exec(line)?.[1],
  )
  expect(statuses).toEqual(['200', '304'])
  expect(await registry.logged(`"GET /v2/team/app/manifests/${image.digest}`)).toHaveLength(1)
  await fresh.close()
})

test('a child deleted from under its index is missing when verified, and the index still reads', async () => {
  await push(client, 'gone/child', image)
  await push(client, 'gone/child', arm)
  await push(client, 'gone/child', index, 'v1')
  await client.getManifest('gone/child', arm.digest)
  const other = connectTo(registry.url)
  await other.deleteManifest('gone/child', arm.digest)
  expect((await client.getTag('gone/child', 'v1')).manifest.kind).toBe('index')
  expect((await client.getManifest('gone/child', arm.digest)).digest).toBe(arm.digest)
  await expect(client.getManifest('gone/child', arm.digest, { verify: true })).rejects.toMatchObject({
    code: 'MANIFEST_UNKNOWN',
    missing: true,
  })
  expect(await client.headManifest('gone/child', arm.digest)).toBe(false)
  await other.close()
})

test('a manifest whose bytes have gone behind its tag is missing, not unchanged, when verified', async () => {
  const artifact = makeArtifact('application/vnd.test', 'soon gone')
  await push(client, 'dangling', artifact, 'v1')
  expect((await client.getTag('dangling', 'v1')).manifest.kind).toBe('artifact')
  const hex = artifact.digest.slice('sha256:'.length)
  await rm(join(registry.dataDir, 'blobs/docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex), {
    recursive: true,
  })
  await expect(client.getTag('dangling', 'v1', { verify: true })).rejects.toMatchObject({
    code: 'MANIFEST_UNKNOWN',
  })
})

test('a blob is mounted from a repository that has it, and uploaded where none has', async () => {
  const [config] = image.blobs
  const other = contentOf('a blob of nobody')
  expect(await client.mountBlob('mounted/app', config?.digest ?? '', 'team/app')).toBe('mounted')
  const session = await client.mountBlob('mounted/app', other.digest, 'team/app')
  if (session === null || session === 'mounted') throw new Error('Expected an upload.')
  const open = async () => Readable.from([other.bytes])
  const source = { digest: other.digest, size: other.bytes.byteLength, open }
  await client.uploadBlob('mounted/app', source, { session })
  expect(Buffer.concat(await (await client.openBlob('mounted/app', other.digest)).toArray())).toEqual(
    Buffer.from(other.bytes),
  )
})

test('an index whose children are elsewhere is refused, and every child is named', async () => {
  const [first, second] = [image.digest, arm.digest]
  const putting = push(client, 'empty/app', index, 'v1')
  await expect(putting).rejects.toMatchObject({
    code: 'REGISTRY_REFUSED',
    details: { registryCode: 'MANIFEST_BLOB_UNKNOWN' },
  })
  await expect(putting).rejects.toThrow(first)
  await expect(putting).rejects.toThrow(second)
  expect(await client.headTag('empty/app', 'v1')).toBeNull()
})

test('a lying blob never arrives', async () => {
  const blob = contentOf('the truth')
  const lie = { digest: blob.digest, size: 9, open: async () => Readable.from([Buffer.from('a lie, eh')]) }
  await expect(client.uploadBlob('team/app', lie)).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
  expect(await client.headBlob('team/app', blob.digest)).toBe(false)
})

test('a repository without tags is empty, an unknown one is missing', async () => {
  const only = makeArtifact('application/vnd.test', 'deleted')
  await push(client, 'was/here', only, 'v1')
  await client.deleteManifest('was/here', only.digest)
  expect(await client.listTags('was/here')).toEqual({ names: [], complete: true })
  await expect(client.listTags('never/was')).rejects.toMatchObject({ code: 'NAME_UNKNOWN' })
})
