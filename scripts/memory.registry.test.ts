import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../e2e/harness/start-server'
import { contentOf, makeImage } from '../lib/testing/make-image'
import { startRealRegistry } from '../lib/testing/real-registry'
import { createLayout } from '../lib/testing/registry-layout'
import { ensureBuilt } from './build.mjs'

const MIB = 1024 * 1024
const BLOB_MIB = 512
const GROWTH_MIB = 64

/** Nothing goes on by itself that could be taken for what a blob costs. */
const QUIET = { SCAN_EVERY: 'never', SCAN_VERIFY_EVERY: 'never' }

/** Runs apart, so that its memory is not counted; writes as fast as it is read. */
const BIG_BLOB_REGISTRY = `
const chunk = Buffer.alloc(${MIB}, 7)
require('node:http').createServer((request, response) => {
  let left = request.url.includes('/blobs/') ? ${BLOB_MIB} : 0
  response.writeHead(200, { 'content-length': left * chunk.length, 'content-type': 'application/octet-stream' })
  const more = () => {
    while (left-- > 0) if (!response.write(chunk)) return response.once('drain', more)
    response.end()
  }
  more()
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

beforeAll(ensureBuilt, 600_000)

/** Resident memory of a process, in bytes (Linux, proc(5)). */
async function resident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
}

/** Reads a blob through the server to its end; answers its length and the most memory the server had meanwhile. */
async function pull(address: string, pid: number): Promise<{ read: number; peak: number }> {
  let read = 0
  let peak = 0
  const [response] = (await once(http.get(address), 'response')) as [http.IncomingMessage]
  for await (const chunk of response) {
    const before = Math.floor(read / (8 * MIB))
    read += chunk.length
    if (Math.floor(read / (8 * MIB)) > before) peak = Math.max(peak, await resident(pid))
  }
  return { read, peak }
}

test('a blob of 512 MB goes through the v2 proxy of the server and leaves at most 64 MB behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-memory-'))
  const registry = spawn(process.execPath, ['-e', BIG_BLOB_REGISTRY], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [port] = await once(registry.stdout, 'data')
    const server = await startServer({
      REGISTRY_URL: `http://127.0.0.1:${String(port).trim()}`,
      REGISTRY_NAME: 'big.test',
      MANIFOLD_DATA: folder,
      ...QUIET,
    })
    try {
      const blobs = `${server.url}/api/v2/big.test/team/a`
      // The first request loads the route's code, and the store is made: no part of what a blob costs.
      await (await fetch(`${blobs}/tags/list`)).arrayBuffer()
      await (await fetch(`${server.url}/api/ready`)).arrayBuffer()
      const before = await resident(server.pid)
      const { read, peak } = await pull(`${blobs}/blobs/sha256:${'0'.repeat(64)}`, server.pid)
      expect(read).toBe(BLOB_MIB * MIB)
      expect((peak - before) / MIB).toBeLessThanOrEqual(GROWTH_MIB)
    } finally {
      await server.stop()
    }
  } finally {
    registry.kill()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Lays an image with one layer of 512 MB into a registry's storage, written piece by piece, and a small one. */
async function placeImages(dataDir: string): Promise<void> {
  const place = createLayout(dataDir)
  await place('team/small', makeImage({ platform: { os: 'linux', architecture: 's390x' } }), ['v1'])
  const root = join(dataDir, 'blobs/docker/registry/v2')
  const growing = join(root, 'growing')
  const file = await open(growing, 'w')
  const hash = createHash('sha256')
  for (let number = 0; number < BLOB_MIB; number++) {
    const chunk = Buffer.alloc(MIB, `piece ${number} `)
    hash.update(chunk)
    await file.write(chunk)
  }
  await file.close()
  const hex = hash.digest('hex')
  const data = join(root, 'blobs/sha256', hex.slice(0, 2), hex, 'data')
  const link = join(root, 'repositories/team/big/_layers/sha256', hex, 'link')
  for (const path of [data, link]) await mkdir(dirname(path), { recursive: true })
  await rename(growing, data)
  await writeFile(link, `sha256:${hex}`)

  const { bytes, blobs, ...image } = makeImage()
  const manifest = JSON.parse(new TextDecoder().decode(bytes))
  manifest.layers = [{ ...manifest.layers[0], digest: `sha256:${hex}`, size: BLOB_MIB * MIB }]
  await place('team/big', { ...image, ...contentOf(JSON.stringify(manifest)), blobs: blobs.slice(0, 1) }, [
    'v1',
  ])
}

/** Copies a repository's image to the other registry; answers the bytes told of and the most memory meanwhile. */
async function copy({ url, pid }: RunningServer, name: string): Promise<{ copied: number; peak: number }> {
  const spec = { image: `here.test/team/${name}:v1`, manifests: [{ image: `there.test/team/${name}:v1` }] }
  const response = await fetch(`${url}/api/compositions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify({ spec }),
  })
  let copied = 0
  let peak = 0
  let text = ''
  for await (const chunk of response.body ?? []) {
    peak = Math.max(peak, await resident(pid))
    text += Buffer.from(chunk).toString()
  }
  const events = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  for (const { type, done } of events) if (type === 'progress') copied = Math.max(copied, done)
  expect(events.at(-1)).toMatchObject({ type: 'result' })
  return { copied, peak }
}

test('a blob of 512 MB is copied between two registries and leaves at most 64 MB behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-memory-'))
  const there = await startRealRegistry(async (dataDir) => {
    await mkdir(join(dataDir, 'blobs/docker/registry/v2'), { recursive: true })
    await placeImages(dataDir)
    return {}
  })
  const here = await startRealRegistry()
  try {
    const configuration = join(folder, 'manifold.yaml')
    const registries = [
      { name: 'there.test', url: there.url },
      { name: 'here.test', url: here.url },
    ]
    await writeFile(configuration, JSON.stringify({ registries }))
    const server = await startServer({ MANIFOLD_CONFIG: configuration, MANIFOLD_DATA: folder })
    try {
      // The first push loads the code and opens the store, which is no part of what a blob costs.
      await copy(server, 'small')
      const before = await resident(server.pid)
      const { copied, peak } = await copy(server, 'big')
      expect(copied).toBe(BLOB_MIB * MIB)
      expect((peak - before) / MIB).toBeLessThanOrEqual(GROWTH_MIB)
    } finally {
      await server.stop()
    }
  } finally {
    await Promise.all([here.stop(), there.stop()])
    await rm(folder, { recursive: true, force: true })
  }
})
