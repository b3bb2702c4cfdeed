import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startRegistry } from './registry-process.mjs'

test('a real registry answers on loopback, logs what it was asked, and is gone after stop', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'manifold-registry-'))
  try {
    const registry = await startRegistry({ dataDir })
    const answer = await fetch(`${registry.url}/v2/_catalog`)
    expect(await answer.json()).toEqual({ repositories: [] })
    expect(await readFile(registry.logFile, 'utf8')).toContain('GET /v2/_catalog')
    await registry.stop()
    await expect(fetch(`${registry.url}/v2/`)).rejects.toThrow()
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})

test('a registry that cannot start says why', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'manifold-registry-'))
  try {
    const options = { dataDir, tls: { certificate: '/nowhere.pem', key: '/nowhere.pem' } }
    await expect(startRegistry(options)).rejects.toThrow(
      /did not start on 127\.0\.0\.1:\d+[\s\S]*nowhere\.pem/,
    )
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})
