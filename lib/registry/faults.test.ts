import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OCI_INDEX } from '@/lib/oci/media-type'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { connectTo } from '@/lib/testing/registry-client'
import { type Answer, json, refusal, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import type { RegistryClient } from './client-types'

const TAGS = 'GET /v2/team/app/tags/list'
const V1 = 'GET /v2/team/app/manifests/v1'
const index = makeIndex([makeImage()])
const served: Answer = { headers: { 'content-type': OCI_INDEX }, body: index.bytes }
const NOW = Date.UTC(2026, 10, 23, 12, 0, 0)

let peer: ScriptedPeer
let client: RegistryClient
let waits: number[]
beforeEach(async () => {
  peer = await startPeer()
  waits = []
  client = connectTo(peer.url, { name: 'registry.example.com' }, { waits, now: () => NOW })
})
afterEach(async () => {
  await client.close()
  await peer.close()
})

const cutOff: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': OCI_INDEX, 'content-length': String(index.bytes.byteLength) })
  response.write(index.bytes.subarray(0, 20))
  setImmediate(() => response.destroy())
}
const reset: Answer = (_request, response) => response.destroy()

describe('trouble that passes', () => {
  test.each([
    ['500', { status: 500 }, 50],
    ['503', { status: 503 }, 125],
    ['502', { status: 502 }, 125],
    ['522', { status: 522 }, 125],
    ['429 without a time', { status: 429 }, 125],
    ['429 with seconds', { status: 429, headers: { 'retry-after': '2' } }, 2000],
    ['429 with a date', { status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 12:00:05 GMT' } }, 5000],
    ['a reset before the answer', reset, 125],
    ['a body that breaks off', cutOff, 125],
  ] as [string, Answer, number][])('%s is waited for', async (_name, trouble, waited) => {
    peer.on(V1, trouble, served)
    expect((await client.getTag('team/app', 'v1')).manifest.digest).toBe(index.digest)
    expect(waits).toEqual([waited])
  })
})

describe('trouble that stays', () => {
  test.each([
    ['500', { status: 500, body: '{}' }, 'REGISTRY_REFUSED', 3],
    ['503', { status: 503 }, 'REGISTRY_UNREACHABLE', 3],
    ['504', { status: 504 }, 'REGISTRY_TIMEOUT', 3],
    [
      'a rate limit of a day',
      { status: 429, headers: { 'retry-after': '86400' } },
      'REGISTRY_RATE_LIMITED',
      1,
    ],
    ['resets', reset, 'REGISTRY_UNREACHABLE', 3],
    ['bodies that break off', cutOff, 'REGISTRY_UNREACHABLE', 3],
    ['a refusal', refusal(403, 'DENIED', 'no'), 'REGISTRY_UNAUTHORIZED', 1],
    ['a missing tag', refusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown'), 'MANIFEST_UNKNOWN', 1],
    ['a missing repository', refusal(404, 'NAME_UNKNOWN', 'name unknown'), 'NAME_UNKNOWN', 1],
    ['a redirect of a manifest', { status: 302, headers: { location: '/elsewhere' } }, 'REGISTRY_REFUSED', 1],
  ] as [string, Answer, string, number][])('%s ends as %s', async (_name, trouble, code, tries) => {
    peer.on(V1, trouble)
    await expect(client.getTag('team/app', 'v1')).rejects.toMatchObject({ code, name: 'RegistryError' })
    expect(peer.asked(V1)).toHaveLength(tries)
  })

  test('a limit says when to come back', async () => {
    peer.on(V1, json({ message: 'toomanyrequests' }, { 'retry-after': '600' }, 429))
    await expect(client.getTag('team/app', 'v1')).rejects.toMatchObject({
      message: 'registry.example.com limits how often it may be asked (429). Try again in 10 minutes.',
      details: { retryAfterSeconds: 600, registryMessage: 'toomanyrequests' },
    })
  })
})

describe('answers that are none', () => {
  test.each([
    ['a sign-in page', { headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['null', { body: 'null' }],
    ['an array', { body: '[]' }],
    ['tags that are text', { body: '{"tags":"x"}' }],
    ['half a JSON', { body: '{"tags":["a"' }],
    ['very deep JSON', { body: '['.repeat(1_000_000) }],
    ['nothing', { body: '' }],
    ['something compressed', { headers: { 'content-encoding': 'gzip' }, body: 'xx' }],
  ] as [string, Answer][])('a listing of %s is refused', async (_name, answer) => {
    peer.on(TAGS, answer)
    await expect(client.listTags('team/app')).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
  })

  test('no tags at all is an answer', async () => {
    peer.on(TAGS, json({ name: 'team/app', tags: null }))
    expect(await client.listTags('team/app')).toEqual({ names: [], complete: true })
  })

  test('an answer over the cap is refused before it is read', async () => {
    let sent = 0
    peer.on(V1, (_request, response) => {
      response.writeHead(200, { 'content-type': OCI_INDEX })
      const more = () => {
        while (!response.destroyed && sent < 200_000_000) {
          sent += 65_536
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more)
        }
      }
      more()
    })
    await expect(client.getTag('team/app', 'v1')).rejects.toThrow(/more than 4 MiB/)
    expect(sent).toBeLessThan(50_000_000)
  })
})

describe('what errors say', () => {
  test.each([
    [
      'every error of the spec’s list, with its detail',
      JSON.stringify({
        errors: [
          { code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown to registry', detail: 'sha256:11' },
          { code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown to registry', detail: 'sha256:22' },
        ],
      }),
      'blob unknown to registry: sha256:11; blob unknown to registry: sha256:22',
    ],
    ['a lone error', '{"error":"Invalid name"}', 'Invalid name'],
    ['a lone message', '{"message":"slow down"}', 'slow down'],
    ['text', 'Method not allowed\n', 'Method not allowed'],
    ['a page says nothing', '<html><body>nginx</body></html>', null],
    ['emptiness says nothing', '', null],
    ['an odd list says nothing', '{"errors":[null,5,{"detail":{}}]}', null],
  ])('%s', async (_name, body, registryMessage) => {
    peer.on('PUT /v2/team/app/manifests/v1', { status: 400, body })
    const putting = client.putManifest('team/app', 'v1', OCI_INDEX, index.bytes)
    await expect(putting).rejects.toMatchObject({ code: 'REGISTRY_REFUSED', details: { registryMessage } })
  })

  test('a registry that is not there: what to look at', async () => {
    await peer.close()
    await expect(client.ping()).rejects.toThrow(
      `registry.example.com does not answer: nothing listens on ${peer.host}. Check that it runs and its url.`,
    )
    peer = await startPeer()
  })

  test('a host nobody knows', async () => {
    const lost = connectTo('http://no-such-host.invalid:5000')
    await expect(lost.ping()).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
      message: expect.stringContaining('no such host name as no-such-host.invalid'),
    })
    await lost.close()
  })

  test('a caller who leaves gets their own reason back, at once', async () => {
    const leaving = new AbortController()
    peer.on(V1, () => leaving.abort(new Error('page closed')))
    await expect(client.getTag('team/app', 'v1', { signal: leaving.signal })).rejects.toThrow('page closed')
  })

  test('names that cannot exist are never sent', async () => {
    await expect(client.listTags('../etc')).rejects.toMatchObject({ code: 'NAME_UNKNOWN' })
    await expect(client.getTag('a', 'x/../../b')).rejects.toMatchObject({ code: 'MANIFEST_UNKNOWN' })
    await expect(client.openBlob('a', 'sha256:abc')).rejects.toMatchObject({ code: 'BLOB_UNKNOWN' })
    await expect(client.mountBlob('a', index.digest, 'b&c=d')).rejects.toMatchObject({ code: 'NAME_UNKNOWN' })
    expect(peer.requests).toEqual([])
  })
})
