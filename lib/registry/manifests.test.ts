import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DOCKER_LIST, MANIFEST_ACCEPT, OCI_INDEX, OCI_MANIFEST } from '@/lib/oci/media-type'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { connectTo } from '@/lib/testing/registry-client'
import { type Answer, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import type { RegistryClient } from './client-types'

const image = makeImage()
const index = makeIndex([image])
const V1 = 'GET /v2/team/app/manifests/v1'
const BY_DIGEST = `GET /v2/team/app/manifests/${index.digest}`

let peer: ScriptedPeer
let client: RegistryClient
beforeEach(async () => {
  peer = await startPeer()
  client = connectTo(peer.url)
})
afterEach(async () => {
  await client.close()
  await peer.close()
})

const serve = (headers: Record<string, string> = {}, body: Uint8Array = index.bytes): Answer => ({
  headers: { 'content-type': OCI_INDEX, ...headers },
  body,
})

test('every type we know stands in every Accept', async () => {
  peer.on(V1, serve())
  await client.getTag('team/app', 'v1')
  expect(peer.requests[0]?.headers.accept).toBe(MANIFEST_ACCEPT.join(', '))
  expect(peer.requests[0]?.headers['user-agent']).toBe('manifold-test')
})

describe('digests', () => {
  test.each([
    ['a wrong digest in the header', V1, serve({ 'docker-content-digest': image.digest })],
    ['altered bytes under the old digest', V1, serve({ 'docker-content-digest': index.digest }, image.bytes)],
    ['other bytes than the digest asked for', BY_DIGEST, serve({}, image.bytes)],
  ])('%s: refused, and never kept', async (_name, call, lie) => {
    peer.on(call, lie, serve())
    const read = () =>
      call === V1
        ? client.getTag('team/app', 'v1').then(({ manifest }) => manifest)
        : client.getManifest('team/app', index.digest)
    await expect(read()).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
    expect((await read()).digest).toBe(index.digest)
    expect(peer.asked(call)).toHaveLength(2)
  })

  test.each([
    ['no digest header', serve()],
    ['one of another algorithm', serve({ 'docker-content-digest': `sha512:${'0'.repeat(128)}` })],
    ['a content type with a charset', serve({ 'content-type': `${OCI_INDEX}; charset=utf-8` })],
    ['a content type of plain JSON', serve({ 'content-type': 'application/json' })],
  ])('%s does no harm', async (_name, answer) => {
    peer.on(V1, answer)
    expect((await client.getTag('team/app', 'v1')).manifest).toMatchObject({
      kind: 'index',
      digest: index.digest,
    })
  })

  test('a body that contradicts its content type is unknown, with its bytes', async () => {
    peer.on(V1, serve({ 'content-type': DOCKER_LIST }))
    expect((await client.getTag('team/app', 'v1')).manifest).toMatchObject({
      kind: 'unknown',
      raw: expect.anything(),
    })
  })

  test('a config that lies is refused', async () => {
    const [config, layer] = image.blobs
    if (!config || !layer) throw new Error('an image has blobs')
    peer.on(`GET /v2/team/app/blobs/${config.digest}`, { body: layer.bytes })
    const descriptor = { mediaType: 'x', digest: config.digest, size: 1 }
    await expect(client.getConfig('team/app', descriptor)).rejects.toMatchObject({
      code: 'REGISTRY_INCONSISTENT',
    })
  })
})

describe('what is known', () => {
  const conditional: Answer = ({ headers }, response) => {
    const same = headers['if-none-match'] === '"one"'
    response.writeHead(same ? 304 : 200, { etag: '"one"', ...(same ? {} : { 'content-type': OCI_INDEX }) })
    response.end(same ? undefined : index.bytes)
  }

  test('a tag is asked conditionally, and 304 is answered from memory', async () => {
    peer.on(V1, conditional)
    expect(await client.getTag('team/app', 'v1')).toMatchObject({ changed: true })
    const again = await client.getTag('team/app', 'v1')
    expect(again).toMatchObject({ changed: false, manifest: { digest: index.digest } })
    expect(peer.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"one"'])
  })

  test('to verify, it is asked without a condition', async () => {
    peer.on(V1, conditional)
    await client.getTag('team/app', 'v1')
    expect(await client.getTag('team/app', 'v1', { verify: true })).toMatchObject({ changed: false })
    expect(peer.requests.at(-1)?.headers['if-none-match']).toBeUndefined()
  })

  test('a digest is asked for once, however many want it; and again only to verify', async () => {
    peer.on(BY_DIGEST, serve())
    await Promise.all([1, 2, 3].map(() => client.getManifest('team/app', index.digest)))
    await client.getManifest('team/app', index.digest)
    expect(peer.requests).toHaveLength(1)
    await client.getManifest('team/app', index.digest, { verify: true })
    expect(peer.requests).toHaveLength(2)
    expect(client.counters.requests).toBe(2)
  })

  test('that one repository has a manifest says nothing about another', async () => {
    peer.on(BY_DIGEST, serve())
    await client.getManifest('team/app', index.digest)
    await expect(client.getManifest('team/other', index.digest)).rejects.toMatchObject({
      code: 'MANIFEST_UNKNOWN',
    })
  })

  test('HEAD keeps its connection', async () => {
    const ports = new Set<number | undefined>()
    peer.on('HEAD /v2/team/app/manifests/v1', (_request, response) => {
      ports.add(response.socket?.remotePort)
      response.writeHead(200, { 'docker-content-digest': index.digest, 'content-length': '517' }).end()
    })
    const single = connectTo(peer.url, { concurrency: 1 })
    for (let time = 0; time < 5; time++) expect(await single.headTag('team/app', 'v1')).toBe(index.digest)
    expect(ports.size).toBe(1)
    await single.close()
  })
})

describe('puts', () => {
  const PUT = 'PUT /v2/team/app/manifests/v1'
  const put = () => client.putManifest('team/app', 'v1', OCI_MANIFEST, image.bytes)
  const gone: Answer = (_request, response) => response.destroy()
  const head = (digest: string): Answer => ({ headers: { 'docker-content-digest': digest } })

  test('the bytes arrive as they are', async () => {
    peer.on(PUT, { status: 201, headers: { 'docker-content-digest': image.digest } })
    expect(await put()).toBe(image.digest)
    expect(peer.requests[0]?.body).toEqual(Buffer.from(image.bytes))
    expect(peer.requests[0]?.headers).toMatchObject({ 'content-type': OCI_MANIFEST })
  })

  test('a put that got no answer but happened is a success', async () => {
    peer.on(PUT, gone)
    peer.on('HEAD /v2/team/app/manifests/v1', head(image.digest))
    expect(await put()).toBe(image.digest)
    expect(peer.asked(PUT)).toHaveLength(1)
  })

  test.each([
    ['another digest', head(index.digest)],
    ['nothing', { status: 404 }],
  ])(
    'where the tag then holds %s, it is the failure it was: never repeated blindly',
    async (_name, answer) => {
      peer.on(PUT, gone)
      peer.on('HEAD /v2/team/app/manifests/v1', answer)
      await expect(put()).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' })
      expect(peer.asked(PUT)).toHaveLength(1)
    },
  )

  test('a registry that stored something else is told on', async () => {
    peer.on(PUT, { status: 201, headers: { 'docker-content-digest': index.digest } })
    await expect(put()).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
  })

  test('a registry that allows no deleting says so', async () => {
    peer.on(`DELETE /v2/team/app/manifests/${image.digest}`, { status: 405, body: 'Method not allowed' })
    await expect(client.deleteManifest('team/app', image.digest)).rejects.toThrow(
      /does not allow Manifold to delete/,
    )
  })
})

test('who reads a tag after a write never gets an answer that was on its way before it', async () => {
  let answerOld = () => {}
  const held = new Promise<void>((resolve) => {
    answerOld = resolve
  })
  peer.on(
    V1,
    async (_request, response) => {
      await held
      response.writeHead(200, { 'content-type': OCI_INDEX })
      response.end(index.bytes)
    },
    serve({ 'content-type': OCI_MANIFEST }, image.bytes),
  )
  peer.on('PUT /v2/team/app/manifests/v1', { status: 201 })
  const before = client.getTag('team/app', 'v1')
  await expect.poll(() => peer.asked(V1).length).toBe(1)
  await client.putManifest('team/app', 'v1', OCI_MANIFEST, image.bytes)
  expect((await client.getTag('team/app', 'v1')).manifest.digest).toBe(image.digest)
  answerOld()
  expect((await before).manifest.digest).toBe(index.digest)
})
