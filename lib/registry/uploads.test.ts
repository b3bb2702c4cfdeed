import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contentOf, digestOf } from '@/lib/testing/make-image'
import { connectTo } from '@/lib/testing/registry-client'
import { type Answer, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import type { RegistryClient, UploadSource } from './client-types'
import { registryError } from './errors'

const KIB = 1024
const CHUNK = 64 * KIB
const bytes = Buffer.alloc(40 * CHUNK, 'the bytes of a large blob ')
const { digest } = contentOf(bytes)
const UPLOADS = '/v2/team/app/blobs/uploads/'

let peer: ScriptedPeer
let client: RegistryClient
/** Where the source was opened, in order. */
let opened: number[]
let progress: number[]
beforeEach(async () => {
  peer = await startPeer()
  client = connectTo(peer.url)
  opened = []
  progress = []
})
afterEach(async () => {
  await client.close()
  await peer.close()
})

/** The blob in chunks, from where it is wanted. `from` may break it off by throwing. */
const source = (chunks: (from: number) => Iterable<Uint8Array> = chunksFrom): UploadSource => ({
  digest,
  size: bytes.length,
  open: async (_signal, from) => {
    opened.push(from)
    return Readable.from(chunks(from), { objectMode: false })
  },
})

function* chunksFrom(from: number, to = bytes.length): Generator<Uint8Array> {
  for (let at = from; at < to; at += CHUNK) yield bytes.subarray(at, Math.min(at + CHUNK, to))
}

const upload = (from = source()) =>
  client.uploadBlob('team/app', from, { onBytes: (done) => progress.push(done) })

const opens = (...names: [string, ...string[]]) => {
  const [first, ...others] = names.map((location): Answer => ({ status: 202, headers: { location } }))
  if (first) peer.on(`POST ${UPLOADS}`, first, ...others)
}

/** Takes so many bytes of an upload, then lets its connection break. */
const breaks = (name: string, after: number) => {
  peer.streams(`PUT ${UPLOADS}${name}`, async (incoming: IncomingMessage) => {
    let taken = 0
    for await (const chunk of incoming) {
      taken += chunk.length
      if (taken >= after) break
    }
    incoming.socket.destroy()
  })
}

const stands = (name: string, range: string, location = name): void =>
  peer.on(`GET ${UPLOADS}${name}`, { status: 204, headers: { range, location } })

describe('an upload that breaks off', () => {
  test('goes on where the registry says it is', async () => {
    const taken = 700_001
    opens('1')
    breaks('1', taken)
    stands('1', `0-${taken - 1}`, '1b?_state=later')
    peer.on(`PUT ${UPLOADS}1b`, { status: 201 })
    await upload()
    const [rest] = peer.asked(`PUT ${UPLOADS}1b`)
    expect(rest?.body.equals(bytes.subarray(taken))).toBe(true)
    expect(rest?.headers).toMatchObject({
      'content-range': `${taken}-${bytes.length - 1}`,
      'content-length': String(bytes.length - taken),
    })
    expect(Object.fromEntries(rest?.query ?? [])).toEqual({ _state: 'later', digest })
    expect(peer.asked(`POST ${UPLOADS}`)).toHaveLength(1)
    // The source is read again from a little before, so that the hash is that of the whole.
    expect(opened).toHaveLength(2)
    expect(opened[1]).toBeGreaterThan(taken - 512 * KIB)
    expect(opened[1]).toBeLessThanOrEqual(taken)
    expect(progress).not.toContain(0)
    expect(progress.at(-1)).toBe(bytes.length)
  })

  test('goes on as often as it gets further', async () => {
    opens('1')
    for (let step = 1; step <= 8; step++) {
      breaks(String(step), CHUNK)
      stands(String(step), `0-${step * CHUNK - 1}`, String(step + 1))
    }
    peer.on(`PUT ${UPLOADS}9`, { status: 201 })
    await upload()
    expect(peer.asked(`PUT ${UPLOADS}9`)[0]?.body).toHaveLength(bytes.length - 8 * CHUNK)
  })

  test('is only completed where the registry has all of it', async () => {
    opens('1')
    breaks('1', bytes.length)
    stands('1', `0-${bytes.length - 1}`, '2')
    peer.on(`PUT ${UPLOADS}2`, { status: 201 })
    await upload()
    expect(peer.asked(`PUT ${UPLOADS}2`)[0]).toMatchObject({ body: Buffer.alloc(0) })
    expect(opened).toEqual([0])
  })

  const answers: [string, Answer][] = [
    ['knows it no more', { status: 404 }],
    ['refuses the range', { status: 416 }],
    ['does not say how far it is', { status: 204 }],
    ['has one byte or none', { status: 204, headers: { range: '0-0' } }],
    ['has more than there is', { status: 204, headers: { range: `0-${bytes.length + 9}` } }],
    ['answers nonsense', { status: 200, headers: { range: 'bytes 5-9' }, body: '<html>' }],
  ]
  test.each(answers)('begins again where the registry %s', async (_what, answer) => {
    opens('1', '2')
    breaks('1', 5 * CHUNK)
    peer.on(`GET ${UPLOADS}1`, answer)
    peer.on(`PUT ${UPLOADS}2`, { status: 201 })
    await upload()
    expect(digestOf(peer.asked(`PUT ${UPLOADS}2`)[0]?.body ?? Buffer.alloc(0))).toBe(digest)
    expect(opened).toEqual([0, 0])
    // The bytes start over once, where the upload did.
    expect(progress.filter((done) => done === 0)).toHaveLength(1)
  })

  test.each([400, 404, 416])('begins again where going on is answered %i', async (status) => {
    opens('1', '2')
    breaks('1', 5 * CHUNK)
    stands('1', `0-${3 * CHUNK - 1}`, '1b')
    peer.on(`PUT ${UPLOADS}1b`, { status })
    peer.on(`PUT ${UPLOADS}2`, { status: 201 })
    await upload()
    expect(peer.asked(`PUT ${UPLOADS}2`)[0]?.body).toHaveLength(bytes.length)
  })

  test('is given up after three tries that bring nothing', async () => {
    opens('1', '2', '3', '4')
    for (const name of ['1', '2', '3', '4']) breaks(name, CHUNK)
    await expect(upload()).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' })
    expect(peer.asked(`POST ${UPLOADS}`)).toHaveLength(3)
  })

  test('is given up where it always ends at the same place, however often it gets there', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `${at}`) as [string, ...string[]]
    opens(...names)
    for (const name of names) {
      breaks(name, 5 * CHUNK)
      stands(name, `0-${3 * CHUNK - 1}`, `${name}b`)
      peer.on(`PUT ${UPLOADS}${name}b`, { status: 416 })
    }
    await expect(upload()).rejects.toMatchObject({ code: expect.stringMatching(/^REGISTRY_/) })
    expect(peer.asked(`POST ${UPLOADS}`).length).toBeLessThanOrEqual(3)
  })

  test('is refused at its end where the source has changed meanwhile', async () => {
    opens('1')
    breaks('1', 5 * CHUNK)
    stands('1', `0-${5 * CHUNK - 1}`, '1b')
    const other = Buffer.from(bytes)
    other[bytes.length - 1] = (other[bytes.length - 1] ?? 0) ^ 1
    const changing = source((from) => (opened.length > 1 ? [other.subarray(from)] : chunksFrom(from)))
    await expect(upload(changing)).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
    expect(peer.asked(`PUT ${UPLOADS}1b`)).toEqual([])
  })
})

describe('a source that breaks off', () => {
  const asked = { registry: 'there.test', method: 'GET', url: 'http://there.test/' }
  const broken = () => registryError(asked, 'REGISTRY_UNREACHABLE', 'It broke off.', { retryable: true })

  test('is opened again where it stopped, and the upload never knows', async () => {
    function* cutOnce(from: number) {
      if (opened.length > 1) return yield* chunksFrom(from)
      yield* chunksFrom(0, 7 * CHUNK + 5)
      throw broken()
    }
    opens('1')
    peer.on(`PUT ${UPLOADS}1`, { status: 201 })
    await upload(source(cutOnce))
    expect(opened).toEqual([0, 7 * CHUNK + 5])
    expect(peer.requests.map(({ method }) => method)).toEqual(['POST', 'PUT'])
    expect(digestOf(peer.asked(`PUT ${UPLOADS}1`)[0]?.body ?? Buffer.alloc(0))).toBe(digest)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  })

  test('ends the upload where it never gets further', async () => {
    // biome-ignore lint/correctness/useYield: a source that breaks before its first byte.
    function* cut(): Generator<Uint8Array> {
      throw broken()
    }
    opens('1', '2', '3')
    await expect(upload(source(cut))).rejects.toMatchObject({ message: 'It broke off.' })
  })

  test('is no range where the registry answers with another', async () => {
    const blob = `/v2/team/app/blobs/${digest}`
    const read = async (from: number) =>
      Buffer.concat(await (await client.openBlob('team/app', digest, { from })).toArray())
    const part = (start: number): Answer => ({
      status: 206,
      headers: { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` },
      body: bytes.subarray(start),
    })
    peer.on(`GET ${blob}`, part(1000), part(999), { status: 200, body: bytes })
    expect((await read(1000)).equals(bytes.subarray(1000))).toBe(true)
    expect(peer.requests[0]?.headers.range).toBe('bytes=1000-')
    await expect(read(1000)).rejects.toMatchObject({ code: 'REGISTRY_INCONSISTENT' })
    // A registry that knows no ranges sends it all: what is known already is passed over.
    expect((await read(1000)).equals(bytes.subarray(1000))).toBe(true)
  })
})
