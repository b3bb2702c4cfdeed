import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from '../e2e/harness/start-server'
import { ensureBuilt } from './build.mjs'

const MIB = 1024 * 1024
const BLOB_MIB = 512

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
  await ensureBuilt()
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
    })
    try {
      const blobs = `${server.url}/api/v2/big.test/team/a`
      // The first request loads the route's code, which is no part of what a blob costs.
      await (await fetch(`${blobs}/tags/list`)).arrayBuffer()
      const before = await resident(server.pid)
      const { read, peak } = await pull(`${blobs}/blobs/sha256:${'0'.repeat(64)}`, server.pid)
      expect(read).toBe(BLOB_MIB * MIB)
      expect((peak - before) / MIB).toBeLessThanOrEqual(64)
    } finally {
      await server.stop()
    }
  } finally {
    registry.kill()
    await rm(folder, { recursive: true, force: true })
  }
})
