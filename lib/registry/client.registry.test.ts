import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRegistry } from '@/scripts/registry-process.mjs'
import { createRegistryClient } from './client'
import type { RegistryClient } from './client-types'

const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const blobsFolder = new URL('../testing/golden/blobs/', import.meta.url)
const S390X = 'sha256:5afce97e61a8e2f5abdc9bdbb771eeed3f3f254ff1f46efed4e04d5dffcb3e89'

let folder: string
let registry: Awaited<ReturnType<typeof startRegistry>>
let client: RegistryClient

const connect = () =>
  createRegistryClient(
    {
      name: registry.host,
      url: registry.url,
      username: null,
      password: null,
      ca: null,
      insecureSkipVerify: false,
      concurrency: 8,
      userAgent: 'manifold-test',
    },
    { digestOf, now: Date.now, random: () => 0.5 },
  )

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-'))
  registry = await startRegistry({ dataDir: folder })
  client = connect()
})

afterAll(async () => {
  await client?.close()
  await registry?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function upload(repository: string, digest: string) {
  const bytes = await readFile(new URL(digest.slice('sha256:'.length), blobsFolder))
  await client.uploadBlob(repository, {
    digest,
    size: bytes.byteLength,
    open: async () => Readable.from([bytes]),
  })
}

describe('a registry as it really is', () => {
  it('takes a captured image byte by byte and serves it back', async () => {
    const manifest = JSON.parse(await readFile(new URL(S390X.slice(7), blobsFolder), 'utf8'))
    for (const { digest } of [manifest.config, ...manifest.layers]) await upload('demo-s390x', digest)
    const bytes = await readFile(new URL(S390X.slice(7), blobsFolder))
    expect(await client.putManifest('demo-s390x', 'v0.2', manifest.mediaType, bytes)).toBe(S390X)

    const tag = await client.getTag('demo-s390x', 'v0.2')
    expect(tag).toMatchObject({ changed: true, manifest: { kind: 'image', digest: S390X } })
    expect(await client.getConfig('demo-s390x', manifest.config)).toMatchObject({
      platform: { architecture: 's390x' },
    })
    expect(await client.headTag('demo-s390x', 'v0.2')).toBe(S390X)
    expect(await client.headTag('demo-s390x', 'v9')).toBeNull()
    expect((await client.listTags('demo-s390x')).names).toEqual(['v0.2'])
    expect((await client.listRepositories()).names).toEqual(['demo-s390x'])
  })

  it('asks once for what has a digest, and conditionally for a tag', async () => {
    const fresh = connect()
    await fresh.getTag('demo-s390x', 'v0.2')
    await Promise.all([fresh.getManifest('demo-s390x', S390X), fresh.getTag('demo-s390x', 'v0.2')])
    expect(await fresh.getTag('demo-s390x', 'v0.2')).toMatchObject({ changed: false })
    expect(fresh.counters.requests).toBe(3)
    await fresh.close()
  })

  it('mounts a blob into another repository and says when it cannot', async () => {
    const [first] = JSON.parse(await readFile(new URL(S390X.slice(7), blobsFolder), 'utf8')).layers
    expect(await client.mountBlob('team/demo', first.digest, 'demo-s390x')).toBe('mounted')
    expect(await client.headBlob('team/demo', first.digest)).toBe(true)
    const [other = ''] = (await readdir(blobsFolder)).filter((name) => name !== first.digest.slice(7))
    expect(await client.mountBlob('team/demo', `sha256:${other}`, 'nobody/has-it')).toMatchObject({
      path: expect.stringContaining('/v2/team/demo/blobs/uploads/'),
    })
    await upload('team/demo', `sha256:${other}`)
    expect(await client.headBlob('team/demo', `sha256:${other}`)).toBe(true)
  })

  it('refuses a blob that lies about its digest', async () => {
    const digest = digestOf(new TextEncoder().encode('true'))
    const lie = { digest, size: 4, open: async () => Readable.from([Buffer.from('lies')]) }
    await expect(client.uploadBlob('team/demo', lie)).rejects.toMatchObject({ name: 'RegistryError' })
    expect(await client.headBlob('team/demo', digest)).toBe(false)
  })

  it('tells a missing manifest from everything else', async () => {
    await expect(client.getTag('demo-s390x', 'nope')).rejects.toMatchObject({
      code: 'MANIFEST_UNKNOWN',
      missing: true,
    })
    await expect(client.listTags('nobody')).rejects.toMatchObject({ code: 'NAME_UNKNOWN' })
    await expect(client.getTag('../etc', 'x')).rejects.toMatchObject({ code: 'NAME_UNKNOWN' })
  })

  it('proxies a read as it is', async () => {
    const answer = await client.forward({
      method: 'GET',
      path: `demo-s390x/manifests/${S390X}`,
      query: '',
      headers: { accept: '*/*' },
      signal: new AbortController().signal,
    })
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'docker-content-digest': S390X, 'content-length': '1144' },
    })
    expect(digestOf(Buffer.concat(await answer.body.toArray()))).toBe(S390X)
  })
})
