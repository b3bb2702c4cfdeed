import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contentOf, digestOf } from '@/lib/testing/make-image'
import { connectTo } from '@/lib/testing/registry-client'
import { type Answer, refusal, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import type { RegistryClient } from './client-types'

const blob = contentOf('the bytes of a blob, long enough to be cut')
const BLOB = `/v2/team/app/blobs/${blob.digest}`
const UPLOADS = '/v2/team/app/blobs/uploads/'
const ACCOUNT = { username: 'reader', password: 's3cret-pass' }

let peer: ScriptedPeer
let storage: ScriptedPeer
let client: RegistryClient
beforeEach(async () => {
  peer = await startPeer()
  storage = await startPeer()
  client = connectTo(peer.url, ACCOUNT)
})
afterEach(async () => {
  await client.close()
  await peer.close()
  await storage.close()
})

const to = (location: string, status = 307): Answer => ({
  status,
  headers: { location, 'set-cookie': 'a=b' },
})
const read = async () => Buffer.concat(await (await client.openBlob('team/app', blob.digest)).toArray())

describe('reading', () => {
  test('a redirect to the storage is followed without anything of ours', async () => {
    const signedIn: Answer = ({ headers }, response) => {
      response.writeHead(headers.authorization ? 307 : 401, {
        ...(headers.authorization
          ? { location: `${storage.url}/bucket/x?sig=abc` }
          : { 'www-authenticate': 'Basic' }),
      })
      response.end()
    }
    peer.on(`GET ${BLOB}`, signedIn)
    storage.on('GET /bucket/x', { body: blob.bytes })
    expect(await read()).toEqual(Buffer.from(blob.bytes))
    const { headers, query } = storage.requests[0] ?? {}
    expect(query?.get('sig')).toBe('abc')
    expect(Object.keys(headers ?? {}).sort()).toEqual(['accept-encoding', 'connection', 'host'])
  })

  test('a few hops, relative ones too, are followed; a loop is not', async () => {
    peer.on(`GET ${BLOB}`, to(`${storage.url}/1`, 302))
    storage.on('GET /1', to('2', 301))
    storage.on('GET /2', { body: blob.bytes })
    expect(await read()).toEqual(Buffer.from(blob.bytes))
    storage.on('GET /2', to('/1'))
    await expect(read()).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
    expect(storage.requests.length).toBeLessThan(10)
  })

  test.each([
    'ftp://example.com/x',
    'http://user:pw@127.0.0.1/x',
    'nonsense:',
    'http://169.254.169.254/latest',
  ])('a redirect to %s is not followed', async (location) => {
    peer.on(`GET ${BLOB}`, to(location))
    await expect(read()).rejects.toMatchObject({ code: expect.stringMatching(/INCONSISTENT|UNREACHABLE/) })
  })

  test('a storage that refuses is not a sign-in that failed', async () => {
    peer.on(`GET ${BLOB}`, to(`${storage.url}/x`))
    storage.on('GET /x', { status: 403, body: '<Error>' })
    await expect(read()).rejects.toThrow(/The storage of .* refused to read blob/)
  })

  test('other bytes than the digest says fail the stream before its end', async () => {
    peer.on(`GET ${BLOB}`, { body: 'other bytes' })
    await expect(read()).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
  })

  test('a part is asked for as such, and cut out of a whole blob where the registry knows no ranges', async () => {
    const part = async (from: number, end: number) => {
      const stream = await client.openBlob('team/app', blob.digest, { from, to: end })
      return Buffer.concat(await stream.toArray()).toString()
    }
    const text = Buffer.from(blob.bytes).toString()
    const answer = (range: string, body: string): Answer => ({
      status: 206,
      headers: { 'content-range': `bytes ${range}/${text.length}` },
      body,
    })
    peer.on(
      `GET ${BLOB}`,
      answer('4-8', text.slice(4, 9)),
      answer('0-2', text.slice(0, 3)),
      { body: blob.bytes },
      answer('0-8', text.slice(0, 9)),
    )
    expect(await part(4, 9)).toBe('bytes')
    expect(await part(0, 3)).toBe('the')
    expect(await part(4, 9)).toBe('bytes')
    expect(peer.requests.map(({ headers }) => headers.range)).toEqual(['bytes=4-8', 'bytes=0-2', 'bytes=4-8'])
    await expect(part(4, 9)).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
  })

  test('a blob that breaks off is an error, never a short blob', async () => {
    peer.on(`GET ${BLOB}`, (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('short')
      setImmediate(() => response.destroy())
    })
    await expect(read()).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' })
  })

  test('a reader who leaves closes the connection upstream', async () => {
    const closed = new Promise((resolve) => {
      peer.on(`GET ${BLOB}`, (_request, response) => {
        response.once('close', resolve)
        response.write('first bytes')
      })
    })
    const stream = await client.openBlob('team/app', blob.digest)
    stream.destroy()
    await closed
  })
})

describe('the proxy’s door', () => {
  const forward = (path: string, headers = {}, method: 'GET' | 'HEAD' = 'GET') =>
    client.forward({ method, path, query: '', headers, signal: new AbortController().signal })

  test('passes what matters, and nothing that signs in, sets cookies or leads elsewhere', async () => {
    peer.on(`GET ${BLOB}`, {
      status: 206,
      headers: {
        'content-range': 'bytes 0-3/42',
        'set-cookie': 'a=b',
        server: 'x',
        'www-authenticate': 'Basic',
        etag: '"e"',
      },
      body: 'the ',
    })
    const answer = await forward(`team/app/blobs/${blob.digest}`, {
      Range: 'bytes=0-3',
      Cookie: 'mine',
      Authorization: 'theirs',
    })
    expect(answer.status).toBe(206)
    expect(answer.headers).toEqual({ 'content-length': '4', 'content-range': 'bytes 0-3/42', etag: '"e"' })
    expect(Buffer.concat(await answer.body.toArray()).toString()).toBe('the ')
    const [asked] = peer.requests
    expect(asked?.headers.range).toBe('bytes=0-3')
    expect(asked?.headers.cookie).toBeUndefined()
    expect(asked?.headers.authorization).toBeUndefined()
  })

  test('keeps the registry’s own refusals', async () => {
    peer.on('GET /v2/team/app/manifests/nope', refusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown'))
    const answer = await forward('team/app/manifests/nope')
    expect(answer.status).toBe(404)
    expect(JSON.parse(Buffer.concat(await answer.body.toArray()).toString()).errors[0].code).toBe(
      'MANIFEST_UNKNOWN',
    )
  })

  test('asks for every manifest type where a client does not care', async () => {
    peer.on('HEAD /v2/team/app/manifests/v1', { status: 200 })
    await forward('team/app/manifests/v1', { accept: '*/*' }, 'HEAD')
    await forward('team/app/manifests/v1', { accept: 'application/vnd.oci.image.index.v1+json' }, 'HEAD')
    const [any, one] = peer.requests.map(({ headers }) => headers.accept?.split(',').length)
    expect([any, one]).toEqual([4, 1])
  })

  test.each([
    '../secret',
    'a/../b/tags/list',
    'a//tags/list',
    'A/tags/list',
    'a/blobs/uploads/1',
    'a/manifests/x%2f',
    '_x',
  ])('refuses the path %s without asking', async (path) => {
    await expect(forward(path)).rejects.toMatchObject({ code: 'NAME_UNKNOWN' })
    expect(peer.requests).toEqual([])
  })
})

describe('mounting', () => {
  const mount = () => client.mountBlob('team/app', blob.digest, 'team/source')
  const session = { status: 202, headers: { location: `${UPLOADS}1?_state=x` } }

  test('201 is a mount', async () => {
    peer.on(`POST ${UPLOADS}`, { status: 201 })
    expect(await mount()).toBe('mounted')
    expect(Object.fromEntries(peer.requests[0]?.query ?? [])).toEqual({
      mount: blob.digest,
      from: 'team/source',
    })
  })

  test('202 is none, and the upload it opened is the one to go on in', async () => {
    peer.on(`POST ${UPLOADS}`, session)
    peer.on(`PUT ${UPLOADS}1`, { status: 201 })
    const opened = await mount()
    if (opened === null || opened === 'mounted') throw new Error('Expected an upload.')
    const { digest, bytes } = blob
    const source = { digest, size: bytes.byteLength, open: async () => Readable.from([bytes]) }
    await client.uploadBlob('team/app', source, { session: opened })
    expect(peer.requests.map(({ method }) => method)).toEqual(['POST', 'PUT'])
    expect(Object.fromEntries(peer.requests.at(-1)?.query ?? [])).toEqual({ _state: 'x', digest })
    expect(peer.requests.at(-1)?.body).toEqual(Buffer.from(bytes))
  })

  test('the upload it opened is closed where nobody wants it', async () => {
    peer.on(`POST ${UPLOADS}`, session)
    peer.on(`DELETE ${UPLOADS}1`, { status: 204 })
    const opened = await mount()
    if (opened === null || opened === 'mounted') throw new Error('Expected an upload.')
    await client.cancelUpload('team/app', opened)
    expect(peer.requests.at(-1)).toMatchObject({ method: 'DELETE' })
    expect(peer.requests.at(-1)?.query.get('_state')).toBe('x')
  })

  test.each([404, 405])('%s means that it has to be uploaded', async (status) => {
    peer.on(`POST ${UPLOADS}`, { status })
    expect(await mount()).toBeNull()
  })

  test('403 is no such thing', async () => {
    peer.on(`POST ${UPLOADS}`, { status: 403 })
    await expect(mount()).rejects.toMatchObject({ code: 'REGISTRY_UNAUTHORIZED' })
  })
})

describe('uploading', () => {
  const source = (bytes: Uint8Array = blob.bytes) => ({
    digest: blob.digest,
    size: blob.bytes.byteLength,
    open: async () => Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]),
  })
  const opens = (location: string) => peer.on(`POST ${UPLOADS}`, { status: 202, headers: { location } })

  test.each([
    ['relative to the host', `${UPLOADS}1?_state=a%2Fb`],
    ['relative to the path', '1?_state=a%2Fb'],
    ['absolute', `http://127.0.0.1:1${UPLOADS}1?_state=a%2Fb`],
  ])('the place is %s: its path and query are used on the registry itself', async (_name, location) => {
    opens(location)
    peer.on(`PUT ${UPLOADS}1`, { status: 201 })
    const progress: number[] = []
    await client.uploadBlob('team/app', source(), { onBytes: (done) => progress.push(done) })
    const put = peer.requests.at(-1)
    expect(put?.body).toEqual(Buffer.from(blob.bytes))
    expect(put?.headers['content-length']).toBe(String(blob.bytes.byteLength))
    expect(Object.fromEntries(put?.query ?? [])).toEqual({ _state: 'a/b', digest: blob.digest })
    expect(progress).toEqual([10, blob.bytes.byteLength])
  })

  test.each([
    ['has other bytes', blob.bytes.map((byte) => byte ^ 1)],
    ['is short', blob.bytes.subarray(0, 20)],
    ['is long', Buffer.concat([blob.bytes, blob.bytes])],
  ])('a source that %s is refused, and its upload never completes', async (_name, bytes) => {
    opens(`${UPLOADS}1`)
    await expect(client.uploadBlob('team/app', source(bytes))).rejects.toMatchObject({
      code: 'REGISTRY_INCONSISTENT',
    })
    expect(peer.asked(`PUT ${UPLOADS}1`)).toEqual([])
    expect(peer.asked(`DELETE ${UPLOADS}1`)).toHaveLength(1)
  })

  test('a connection that breaks is a new upload from the start', async () => {
    peer.on(
      `POST ${UPLOADS}`,
      { status: 202, headers: { location: '1' } },
      { status: 202, headers: { location: '2' } },
    )
    peer.on(`PUT ${UPLOADS}1`, (_request, response) => response.destroy())
    peer.on(`PUT ${UPLOADS}2`, { status: 201 })
    await client.uploadBlob('team/app', source())
    expect(digestOf(peer.asked(`PUT ${UPLOADS}2`)[0]?.body ?? Buffer.alloc(0))).toBe(blob.digest)
  })

  test('a registry that does not say where is told on', async () => {
    peer.on(`POST ${UPLOADS}`, { status: 202 })
    await expect(client.uploadBlob('team/app', source())).rejects.toThrow(/without saying where/)
  })

  test('64 MB pass through without being held', async () => {
    const chunk = Buffer.alloc(256 * 1024, 7)
    const count = 256
    const hash = createHash('sha256')
    for (let number = 0; number < count; number++) hash.update(chunk)
    const digest = `sha256:${hash.digest('hex')}`
    const sink = await startPeer()
    const held: number[] = []
    let pulled = 0
    let received = 0
    function* chunks() {
      for (; pulled < count; pulled++) {
        held.push(pulled * chunk.length - received)
        yield chunk
      }
    }
    const uploader = connectTo(sink.url)
    sink.on(`POST ${UPLOADS}`, { status: 202, headers: { location: '1' } })
    sink.streams(`PUT ${UPLOADS}1`, async (incoming, response) => {
      incoming.on('data', (data: Buffer) => {
        received += data.length
      })
      await once(incoming, 'end')
      response.writeHead(201).end()
    })
    const open = async () => Readable.from(chunks())
    await uploader.uploadBlob('team/app', { digest, size: chunk.length * count, open })
    expect(received).toBe(chunk.length * count)
    expect(Math.max(...held)).toBeLessThan(24 * 1024 * 1024)
    await uploader.close()
    await sink.close()
  })
})
