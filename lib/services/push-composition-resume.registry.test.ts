import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contentOf, type MadeManifest, makeImage } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { connectTo, push as seed } from '@/lib/testing/registry-client'
import { startTokenServer, type TokenServer } from '@/lib/testing/token-server'
import { preparePush } from './push-composition'
import type { PushOutcome } from './push-composition-events'
import { type Asked, type MeddlingPeer, startMeddlingPeer } from './testing/meddling-peer'
import { collect } from './testing/push-bench'
import { never, readingContext } from './testing/reading-context'

const MIB = 1024 * 1024
const LAYER_MIB = 24
const CUT_AT = 9 * MIB
const ACCOUNT = { username: 'composer', password: 'composer-secret' }

/** An image whose layer is as large as a layer; every one another. */
function largeImage(seedText: string): MadeManifest & { layer: string } {
  const layer = contentOf(Buffer.alloc(LAYER_MIB * MIB, seedText))
  const image = makeImage({
    layers: [seedText],
    config: { rootfs: { type: 'layers', diff_ids: [layer.digest] } },
  })
  const manifest = JSON.parse(new TextDecoder().decode(image.bytes))
  manifest.layers = [{ ...manifest.layers[0], digest: layer.digest, size: layer.bytes.byteLength }]
  const content = contentOf(JSON.stringify(manifest))
  const [config] = image.blobs
  if (!config) throw new Error('An image has a config.')
  const descriptor = { ...image.descriptor, digest: content.digest, size: content.bytes.byteLength }
  return { ...image, ...content, descriptor, blobs: [config, layer], layer: layer.digest }
}

let there: RealRegistry
let here: RealRegistry
let tokens: TokenServer
let source: MeddlingPeer
let target: MeddlingPeer
let image: ReturnType<typeof largeImage>
let made = 0

beforeAll(async () => {
  tokens = await startTokenServer(() => true, ACCOUNT.password)
  const start = [
    startRealRegistry(),
    startRealRegistry(async (dataDir) => ({ auth: await tokens.authFor(dataDir) })),
  ]
  const [one, two] = await Promise.all(start)
  if (!one || !two) throw new Error('Two registries are wanted.')
  there = one
  here = two
  ;[source, target] = await Promise.all([startMeddlingPeer(), startMeddlingPeer()])
  source.upstream = there.url
  target.upstream = here.url
})
afterAll(async () => {
  await Promise.all([source?.stop(), target?.stop(), tokens?.peer.close(), there?.stop(), here?.stop()])
})
beforeEach(async () => {
  image = largeImage(`layer ${++made} `)
  const seeder = connectTo(there.url)
  await seed(seeder, 'src/app', image, `v${made}`)
  await seeder.close()
})
afterEach(() => {
  for (const peer of [source, target]) Object.assign(peer, { meddle: () => null, cut: () => null })
})

/** Copies the image between the registries: what was told, and what the peers saw of its layer. */
async function copy() {
  const starts = { source: source.asked.length, target: target.asked.length }
  const context = readingContext(
    { name: 'there.test', url: source.url },
    { name: 'here.test', url: target.url, ...ACCOUNT },
  )
  const spec = {
    image: `here.test/out/app:v${made}`,
    manifests: [{ image: `there.test/src/app:v${made}` }],
  }
  const run = await preparePush(context, { spec, accept: [] }, never)
  const events = await collect(run())
  const bytes = events.flatMap((event) =>
    event.type === 'progress' && event.digest === image.layer ? [event.done] : [],
  )
  for (const { client } of context.registries.values()) await client.close()
  return {
    last: events.at(-1),
    bytes,
    reads: source.asked.slice(starts.source).filter(({ path }) => path.endsWith(image.layer)),
    puts: target.asked.slice(starts.target).filter(isLayerPut),
  }
}

const isUpload = ({ path }: Asked) => path.includes('/blobs/uploads/')
const isLayerPut = ({ method, path }: Asked) =>
  method === 'PUT' && decodeURIComponent(path).includes(`digest=${image.layer}`)
const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
const isDone = (last: PushOutcome | undefined) => expect(last).toMatchObject({ type: 'result' })

async function isThere() {
  const client = connectTo(here.url, ACCOUNT)
  const blob = await client.openBlob('out/app', image.layer)
  let size = 0
  for await (const chunk of blob) size += chunk.length
  expect(size).toBe(LAYER_MIB * MIB)
  await client.close()
}

describe('a copy between registries whose connection is cut in the middle', () => {
  it('at the source is read on from there, within one upload', async () => {
    let cuts = 0
    source.cut = ({ path }) => (path.endsWith(image.layer) && cuts++ === 0 ? { received: CUT_AT } : null)
    const { last, reads, puts, bytes } = await copy()
    isDone(last)
    await isThere()
    expect(reads).toHaveLength(2)
    const [first, second] = reads
    const from = Number(/^bytes=(\d+)-$/.exec(second?.range ?? '')?.[1])
    expect(from).toBeGreaterThan(0)
    expect(from).toBeLessThanOrEqual(first?.received ?? 0)
    expect(second?.received).toBe(LAYER_MIB * MIB - from)
    expect(puts.map(({ sent }) => sent)).toEqual([LAYER_MIB * MIB])
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
  })

  it('at the target is sent on from where the registry is, where that can tell', async () => {
    // A front that hands on what has arrived when a client is cut off, as proxies that buffer do. The registry
    // itself forgets an upload whose request broke off.
    let place: URL | null = null
    target.meddle = async (asked, _response, incoming) => {
      if (place !== null)
        return asked.method === 'GET' && isUpload(asked) ? place.pathname + place.search : null
      if (!isLayerPut(asked)) return null
      const part = await take(incoming, CUT_AT)
      place = await handOn(asked, part, incoming)
      incoming.socket.destroy()
      return null
    }
    const { last, puts, reads, bytes } = await copy()
    isDone(last)
    await isThere()
    expect(puts.map(({ sent }) => sent)).toEqual([0, LAYER_MIB * MIB - CUT_AT])
    // Read again from a little before, so that the hash is that of the whole.
    const from = Number(/^bytes=(\d+)-$/.exec(reads[1]?.range ?? '')?.[1])
    expect(from).toBeGreaterThan(CUT_AT - MIB)
    expect(from).toBeLessThanOrEqual(CUT_AT)
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
  })

  it('at the target is sent again from the start where the registry knows no more', async () => {
    let cuts = 0
    target.cut = (asked) => (isLayerPut(asked) && cuts++ === 0 ? { sent: CUT_AT } : null)
    const { last, puts, bytes } = await copy()
    isDone(last)
    await isThere()
    expect(puts).toHaveLength(2)
    expect(puts[1]?.sent).toBe(LAYER_MIB * MIB)
    expect(sum(puts.map(({ sent }) => sent))).toBeLessThan((LAYER_MIB + 10) * MIB)
    // Backwards once, and then to nothing: the upload began again.
    const back = bytes.filter((done, place) => done < (bytes[place - 1] ?? 0))
    expect(back).toEqual([0])
  })

  it('again and again ends with what broke, and no tag moved', async () => {
    target.cut = (asked) => (isLayerPut(asked) ? { sent: MIB } : null)
    const { last } = await copy()
    expect(last).toMatchObject({
      type: 'error',
      failure: { code: 'REGISTRY_UNREACHABLE', message: expect.stringContaining('No tag was moved.') },
    })
  })
})

describe('a token that ends in the middle of an upload', () => {
  /** Answers as the registry does to an old token, with the bytes half-way in. */
  const refuse = (times: number) => {
    let refused = 0
    target.meddle = async (asked, response, incoming) => {
      if (!isLayerPut(asked) || refused++ >= times) return null
      await take(incoming, MIB)
      const unsigned = await fetch(`${here.url}/v2/out/app/manifests/v1`)
      const challenge = unsigned.headers.get('www-authenticate') ?? ''
      response.writeHead(401, { 'www-authenticate': `${challenge},error="invalid_token"` }).end()
      return null
    }
  }

  it('is renewed, and the upload goes through', async () => {
    refuse(1)
    const { last } = await copy()
    isDone(last)
    await isThere()
  })

  it('ends the push before any tag moves where no token helps', async () => {
    refuse(Number.POSITIVE_INFINITY)
    const { last } = await copy()
    expect(last).toMatchObject({
      type: 'error',
      failure: {
        code: expect.stringMatching(/^REGISTRY_/),
        message: expect.stringContaining('No tag was moved.'),
      },
      tags: [{ moved: false, after: null }],
    })
  })
})

/** So many bytes of a body; the rest is not read. */
function take(incoming: IncomingMessage, count: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let taken = 0
  return new Promise((resolve) => {
    const onData = (chunk: Buffer) => {
      chunks.push(chunk)
      taken += chunk.length
      if (taken < count) return
      incoming.off('data', onData)
      incoming.pause()
      resolve(Buffer.concat(chunks).subarray(0, count))
    }
    incoming.on('data', onData)
    once(incoming, 'error').catch(() => {})
  })
}

/** Stores a part of an upload as a request of its own; answers where the registry goes on. */
async function handOn({ path }: Asked, part: Buffer, { headers }: IncomingMessage): Promise<URL> {
  const url = new URL(path, here.url)
  url.searchParams.delete('digest')
  const answer = await fetch(url, {
    method: 'PATCH',
    body: new Uint8Array(part),
    headers: {
      authorization: headers.authorization ?? '',
      'content-type': 'application/octet-stream',
    },
  })
  expect(answer.status).toBe(202)
  return new URL(answer.headers.get('location') ?? '')
}
