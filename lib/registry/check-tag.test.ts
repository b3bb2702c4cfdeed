import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OCI_INDEX } from '@/lib/oci/media-type'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { connectTo } from '@/lib/testing/registry-client'
import { type Answer, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import type { KnownTag, RegistryClient } from './client-types'

const image = makeImage()
const index = makeIndex([image])
const GET = 'GET /v2/team/app/manifests/v1'
const HEAD = 'HEAD /v2/team/app/manifests/v1'
const NOW = 1_700_000_000_000

let peer: ScriptedPeer
let client: RegistryClient
beforeEach(async () => {
  peer = await startPeer()
})
afterEach(async () => {
  await client.close()
  await peer.close()
})
const connect = (method: 'get' | 'head' = 'get') => {
  client = connectTo(peer.url, { scan: { concurrency: 2, rate: null, method } }, { now: () => NOW })
}

const serve = (headers: Record<string, string> = {}): Answer => ({
  headers: { 'content-type': OCI_INDEX, ...headers },
  body: index.bytes,
})
const notModified: Answer = { status: 304 }
const check = (known: Partial<KnownTag>) =>
  client.checkTag('team/app', 'v1', { etag: null, digest: null, ...known }, { lane: 'scan' })
const conditions = () => peer.requests.map(({ method, headers }) => [method, headers['if-none-match']])

describe('one conditional GET', () => {
  beforeEach(() => connect())

  test('by the ETag that was stored', async () => {
    peer.on(GET, notModified)
    const known = { etag: '"one"', digest: index.digest }
    expect(await check(known)).toEqual({ changed: false, etag: '"one"', checkedAt: NOW })
    expect(conditions()).toEqual([['GET', '"one"']])
  })

  test('by the digest, where the registry sent no ETag', async () => {
    peer.on(GET, notModified)
    expect(await check({ digest: index.digest })).toEqual({ changed: false, etag: null, checkedAt: NOW })
    expect(conditions()).toEqual([['GET', `"${index.digest}"`]])
  })

  test('a registry that ignores the condition shows the same bytes: unchanged', async () => {
    peer.on(GET, serve({ etag: '"two"' }))
    expect(await check({ etag: '"one"', digest: index.digest })).toEqual({
      changed: false,
      etag: '"two"',
      checkedAt: NOW,
    })
  })

  test('other bytes are a change, read and hashed, with the ETag for the next time', async () => {
    peer.on(GET, serve({ etag: '"two"' }))
    expect(await check({ etag: '"one"', digest: image.digest })).toMatchObject({
      changed: true,
      manifest: { kind: 'index', digest: index.digest },
      etag: '"two"',
      checkedAt: NOW,
    })
  })

  test('a tag never seen is asked for without a condition', async () => {
    peer.on(GET, serve())
    expect(await check({})).toMatchObject({ changed: true, etag: null })
    expect(conditions()).toEqual([['GET', undefined]])
  })

  test('304 to no condition is no answer', async () => {
    peer.on(GET, notModified)
    await expect(check({})).rejects.toMatchObject({ code: 'REGISTRY_REFUSED' })
  })

  test('a tag that is gone is missing', async () => {
    await expect(check({ digest: index.digest })).rejects.toMatchObject({
      code: 'MANIFEST_UNKNOWN',
      missing: true,
    })
  })

  test('a digest that the bytes do not have is refused', async () => {
    peer.on(GET, serve({ 'docker-content-digest': image.digest }))
    await expect(check({ digest: image.digest })).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
  })
})

describe('where GETs are counted', () => {
  beforeEach(() => connect('head'))
  const head = (digest: string): Answer => ({ headers: { 'docker-content-digest': digest, etag: '"h"' } })
  const known = { etag: '"one"', digest: index.digest }

  test.each([
    ['304', notModified, '"one"'],
    ['the same digest', head(index.digest), '"h"'],
  ])('%s to a HEAD is enough', async (_name, answer, etag) => {
    peer.on(HEAD, answer)
    expect(await check(known)).toEqual({ changed: false, etag, checkedAt: NOW })
    expect(conditions()).toEqual([['HEAD', '"one"']])
  })

  test('a tag that moved is read, without a condition', async () => {
    peer.on(HEAD, head(index.digest))
    peer.on(GET, serve())
    expect(await check({ digest: image.digest })).toMatchObject({ changed: true })
    expect(conditions()).toEqual([
      ['HEAD', `"${image.digest}"`],
      ['GET', undefined],
    ])
  })

  test('a HEAD without a digest says nothing: read, conditionally', async () => {
    peer.on(HEAD, {})
    peer.on(GET, notModified)
    expect(await check(known)).toMatchObject({ changed: false })
    expect(conditions()).toEqual([
      ['HEAD', '"one"'],
      ['GET', '"one"'],
    ])
  })

  test('what was never seen has to be read anyhow', async () => {
    peer.on(GET, serve())
    expect(await check({})).toMatchObject({ changed: true })
    expect(conditions()).toEqual([['GET', undefined]])
  })

  test('a tag that is gone is missing', async () => {
    await expect(check(known)).rejects.toMatchObject({ missing: true })
    expect(peer.requests).toHaveLength(1)
  })
})
