import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { ResolvedManifest } from '@/lib/composition/plan-types'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { fail } from '@/lib/oci/result'
import { type MadeManifest, makeArtifact, makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { connectTo, push } from '@/lib/testing/registry-client'
import { resolveSources } from './resolve-sources'
import { type MeddlingPeer, startMeddlingPeer } from './testing/meddling-peer'
import { readingContext } from './testing/reading-context'

let registry: RealRegistry
let peer: MeddlingPeer
let writer: ReturnType<typeof connectTo>

const s390x = makeImage({ platform: { os: 'linux', architecture: 's390x' } })
const arm64 = makeImage({ platform: { os: 'linux', architecture: 'arm64' } })
const both = makeIndex([s390x, arm64])

beforeAll(async () => {
  registry = await startRealRegistry()
  peer = await startMeddlingPeer()
  peer.upstream = registry.url
  writer = connectTo(registry.url)
  for (const made of [s390x, arm64]) await push(writer, 'app', made)
  await push(writer, 'app', s390x, 's390x')
  await push(writer, 'app', both, 'both')
})
afterAll(async () => {
  await writer?.close()
  await peer?.stop()
  await registry?.stop()
})
afterEach(() => {
  peer.meddle = () => null
})

function reference(text: string): Reference {
  const parsed = parseReference(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

/** Resolves with a memory of its own, so that what is asked is what a first look costs. */
async function resolve(...texts: string[]): Promise<ResolvedManifest[]> {
  const context = readingContext({ name: 'reg.test', url: peer.url })
  const references = texts.map((text) => ({ ok: true as const, value: reference(text) }))
  const resolved = await resolveSources(context, references, {})
  return resolved.map((source) => {
    if (!source.ok) throw new Error('Expected a source.')
    return source.value.resolved
  })
}

const one = async (text: string) => (await resolve(text))[0]
const pushChain = async (...chain: MadeManifest[]) => {
  for (const made of chain) await push(writer, 'app', made)
}

it('reads a tag once and its children and configs by digest once, however often they are named', async () => {
  const start = peer.asked.length
  const resolved = await resolve('reg.test/app:both', 'reg.test/app:both', 'reg.test/app:s390x')
  expect(resolved.map(({ status }) => status)).toEqual(['present', 'present', 'present'])
  const asked = peer.asked.slice(start).map(({ method, path }) => `${method} ${path}`)
  expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted())
  // Two tags, two children of which one is a tag's own, their configs.
  expect(asked.filter((line) => line.includes('/blobs/'))).toHaveLength(2)
  expect(asked.filter((line) => /manifests\/(both|s390x)$/.test(line))).toHaveLength(2)
})

it('keeps the bytes, the configs and the order of what it read', async () => {
  const resolved = await one('reg.test/app:both')
  if (resolved?.status !== 'present') throw new Error('Expected it there.')
  expect(resolved.manifest.raw).toEqual(Buffer.from(both.bytes))
  const platforms = resolved.children.map((child) =>
    child.resolved.status === 'present' ? child.resolved.config?.platform?.architecture : null,
  )
  expect(platforms).toEqual(['s390x', 'arm64'])
})

it('calls only what the registry says is not there missing', async () => {
  const [gone, nowhere] = await resolve('reg.test/app:gone', 'reg.test/no/such:v1')
  expect([gone?.status, nowhere?.status]).toEqual(['missing', 'missing'])

  peer.meddle = ({ path }, response) => {
    if (path.endsWith('/manifests/s390x')) response.writeHead(403).end()
    return null
  }
  expect(await one('reg.test/app:s390x')).toMatchObject({
    status: 'unreadable',
    message: expect.stringContaining('reg.test'),
  })
})

it('tells a child that is gone from one that cannot be read', async () => {
  peer.meddle = ({ path }, response) => {
    if (path.endsWith(s390x.digest)) response.writeHead(404).end()
    if (path.endsWith(arm64.digest)) response.writeHead(403).end()
    return null
  }
  const resolved = await one('reg.test/app:both')
  if (resolved?.status !== 'present') throw new Error('Expected the index there.')
  expect(resolved.children.map((child) => child.resolved.status)).toEqual(['missing', 'unreadable'])
})

it('calls an image whose config is gone broken, not missing', async () => {
  const config = s390x.blobs[0]?.digest ?? ''
  peer.meddle = ({ path }, response) => {
    if (path.endsWith(config)) response.writeHead(404).end()
    return null
  }
  expect(await one('reg.test/app:s390x')).toMatchObject({
    status: 'unreadable',
    message: expect.stringContaining(config),
  })
})

it('opens indexes in indexes three deep and no further', async () => {
  const second = makeIndex([both], { annotations: { level: '2' } })
  const third = makeIndex([second], { annotations: { level: '3' } })
  const fourth = makeIndex([third], { annotations: { level: '4' } })
  await pushChain(second, third)
  await push(writer, 'app', fourth, 'deep')
  const start = peer.asked.length
  await one('reg.test/app:deep')
  const asked = peer.asked.slice(start).map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
  expect(asked).toEqual(['deep', third.digest, second.digest])
})

it('does not read an index of more than a thousand entries', async () => {
  const many = makeIndex(Array.from({ length: 1001 }, () => s390x.descriptor))
  await push(writer, 'app', many, 'many')
  expect(await one('reg.test/app:many')).toMatchObject({
    status: 'unreadable',
    message: 'it has more than 1000 entries.',
  })
})

it('takes an artifact for what it is', async () => {
  const chart = makeArtifact('application/vnd.example.chart', 'chart')
  await push(writer, 'app', chart, 'chart')
  expect(await one('reg.test/app:chart')).toMatchObject({
    status: 'present',
    config: null,
    manifest: { kind: 'artifact' },
  })
})

it('says of a registry that is not configured that it is not, and hands impossible references on', async () => {
  const context = readingContext({ name: 'reg.test', url: peer.url })
  const impossible = fail({ code: 'REFERENCE_INVALID' as const, message: 'no' })
  const [elsewhere, refused] = await resolveSources(
    context,
    [{ ok: true, value: reference('elsewhere.test/app:v1') }, impossible],
    {},
  )
  expect(elsewhere).toMatchObject({
    ok: true,
    value: {
      resolved: { status: 'unreadable', message: expect.stringContaining('elsewhere.test is not among') },
    },
  })
  expect(refused).toBe(impossible)
})
