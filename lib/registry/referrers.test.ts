import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OCI_INDEX, OCI_MANIFEST } from '@/lib/oci/media-type'
import { connectTo } from '@/lib/testing/registry-client'
import { type Answer, json, refusal, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import type { RegistryClient } from './client-types'

const DIGEST = `sha256:${'d'.repeat(64)}`
const CALL = `GET /v2/team/app/referrers/${DIGEST}`

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

const referrer = (letter: string, artifactType = 'application/spdx+json') => ({
  mediaType: OCI_MANIFEST,
  digest: `sha256:${letter.repeat(64)}`,
  size: 7,
  artifactType,
})
const page = (manifests: unknown, headers: Record<string, string> = {}): Answer =>
  json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }, { 'content-type': OCI_INDEX, ...headers })
const list = async (artifactType?: string) => {
  const found = await client.listReferrers('team/app', DIGEST, artifactType ? { artifactType } : {})
  return (
    found && { ...found, descriptors: found.descriptors.map(({ digest }) => digest.slice(7, 8)).join('') }
  )
}

describe('the referrers API', () => {
  test('is followed by the query of Link, on our own path', async () => {
    peer.on(
      CALL,
      page([referrer('a'), referrer('b')], { link: '<http://x.invalid/v2/?n=2&last=b>; rel="next"' }),
      page([referrer('c')]),
    )
    expect(await list()).toEqual({ descriptors: 'abc', complete: true })
    expect(peer.requests.map(({ query }) => query.toString())).toEqual(['', 'n=2&last=b'])
  })

  test('that names a next page for ever is left, and the list said to be incomplete', async () => {
    peer.on(CALL, page([referrer('a')], { link: '<?last=a>; rel="next"' }))
    expect(await list()).toEqual({ descriptors: 'a', complete: false })
    expect(peer.requests).toHaveLength(2)
  })

  test.each([
    ['applied by the registry', [referrer('a')], { 'OCI-Filters-Applied': 'artifactType' }],
    ['not applied by it', [referrer('a'), referrer('b', 'application/vnd.other')], {}],
  ])('filters by artifact type, %s', async (_how, manifests, headers) => {
    peer.on(CALL, page(manifests, headers as Record<string, string>))
    expect(await list('application/spdx+json')).toEqual({ descriptors: 'a', complete: true })
    expect(peer.requests[0]?.query.get('artifactType')).toBe('application/spdx+json')
  })

  test('keeps what can be read of a list that lies', async () => {
    peer.on(CALL, page([null, 'x', { digest: 'nope' }, referrer('a'), referrer('a')]))
    expect(await list()).toEqual({ descriptors: 'a', complete: true })
  })

  test.each([null, []])('of nothing is empty: %j', async (manifests) => {
    peer.on(CALL, page(manifests))
    expect(await list()).toEqual({ descriptors: '', complete: true })
  })

  test.each([
    [{ status: 404, body: '404 page not found\n' }],
    [refusal(404, 'NAME_UNKNOWN', 'x')],
    [refusal(405, 'UNSUPPORTED', 'x')],
  ] as [Answer][])('is not there: %#', async (answer) => {
    peer.on(CALL, answer)
    expect(await list()).toBeNull()
    expect(peer.requests).toHaveLength(1)
  })

  test.each([
    [{ status: 200, body: '<html>sign in</html>' }, 'REGISTRY_INCONSISTENT'],
    [{ status: 403, body: '' }, 'REGISTRY_UNAUTHORIZED'],
    [json({ manifests: ['x'.repeat(5 * 1024 * 1024)] }), 'REGISTRY_INCONSISTENT'],
  ] as [Answer, string][])('that fails is an error of its own: %#', async (answer, code) => {
    peer.on(CALL, answer)
    await expect(list()).rejects.toMatchObject({ code })
  })

  test('is never asked about what is no digest', async () => {
    await expect(client.listReferrers('team/app', '../../x')).rejects.toMatchObject({ code: 'BLOB_UNKNOWN' })
    expect(peer.requests).toEqual([])
  })
})

describe('a blob in memory', () => {
  const blob = (bytes: string): Answer => ({ status: 200, body: bytes })
  // sha256 of "hello"
  const HELLO = 'sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'

  test('is whole and verified', async () => {
    peer.on(`GET /v2/team/app/blobs/${HELLO}`, blob('hello'))
    const bytes = await client.getBlob('team/app', HELLO, { bytesMax: 5 })
    expect(new TextDecoder().decode(bytes)).toBe('hello')
  })

  test.each([
    ['with other bytes', 'olleh', 5],
    ['larger than wanted', 'hello', 4],
  ])('%s is refused', async (_what, bytes, bytesMax) => {
    peer.on(`GET /v2/team/app/blobs/${HELLO}`, blob(bytes))
    await expect(client.getBlob('team/app', HELLO, { bytesMax })).rejects.toMatchObject({
      code: 'REGISTRY_INCONSISTENT',
    })
  })
})
