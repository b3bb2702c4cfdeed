import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { startServer } from '../e2e/harness/start-server'
import { FilesResponse } from '../lib/contract/files'
import { ensureBuilt } from './build.mjs'

const MIB = 1024 * 1024
const GROWTH_MIB = 64
const ENTRIES = 1_000_000
const REGISTRY = fileURLToPath(new URL('../lib/testing/large-layer-registry.mjs', import.meta.url))

beforeAll(ensureBuilt, 600_000)

/** Resident memory of a process, in bytes (Linux, proc(5)). */
async function resident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
}

test('a layer of 2 GB with a million paths is listed, leaves at most 64 MB behind, and the server goes on serving', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-memory-'))
  const registry = spawn(process.execPath, [REGISTRY, String(ENTRIES), '2048'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = await once(registry.stdout, 'data')
    const { port, size } = JSON.parse(String(line))
    const server = await startServer({
      REGISTRY_URL: `http://127.0.0.1:${port}`,
      REGISTRY_NAME: 'big.test',
      MANIFOLD_DATA: folder,
      SCAN_EVERY: 'never',
      SCAN_VERIFY_EVERY: 'never',
    })
    try {
      const files = async (name: string, query: string) => {
        const response = await fetch(`${server.url}/api/files?ref=big.test/team/${name}:v1&${query}`)
        return FilesResponse.parse(await response.json())
      }
      // A small layer loads the code, and the store is made: no part of what a large one costs.
      await (await fetch(`${server.url}/api/ready`)).arrayBuffer()
      expect((await files('small', 'wait=60')).state).toBe('ready')
      const before = await resident(server.pid)
      let peak = before
      let answer = await files('large', 'wait=1')
      while (answer.state === 'reading') {
        const health = await fetch(`${server.url}/api/health`)
        expect(health.status).toBe(200)
        await health.arrayBuffer()
        peak = Math.max(peak, await resident(server.pid))
        answer = await files('large', 'wait=1')
      }
      expect(answer.layers).toMatchObject([{ state: 'ready', done: size, problem: null }])
      expect(answer.summary?.files).toBe(ENTRIES + 1)
      peak = Math.max(peak, await resident(server.pid))
      expect((peak - before) / MIB).toBeLessThanOrEqual(GROWTH_MIB)
      const { items } = await files('large', 'path=usr/share/folder-7&limit=1000')
      expect(items).toHaveLength(ENTRIES / 1000)
    } finally {
      await server.stop()
    }
  } finally {
    registry.kill()
    await rm(folder, { recursive: true, force: true })
  }
}, 300_000)
