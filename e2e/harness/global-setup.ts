import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '../../scripts/build.mjs'
import { startDemoRegistry } from '../../scripts/demo/demo-registry.mjs'
import { findBrowser } from '../../scripts/find-browser.mjs'
import { freePort } from '../../scripts/free-port.mjs'
import { startServer } from './start-server'

/**
 * One real registry with the demo images and one production server for the whole run. Workers inherit where
 * they are through the environment.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await ensureBuilt()
  if (!process.env.CHROMIUM) {
    const { command, env } = await findBrowser()
    Object.assign(process.env, env, { CHROMIUM: command })
  }
  const folder = await mkdtemp(join(tmpdir(), 'manifold-e2e-'))
  const port = await freePort()
  const token = randomUUID()
  const notify = { url: `http://127.0.0.1:${port}/api/webhooks/registry`, token }
  process.env.E2E_EMPTY_STORE = await makeEmptyStore(join(folder, 'empty'))
  const registry = await startDemoRegistry({ dataDir: join(folder, 'registry'), notify })
  const server = await startServer({
    PORT: String(port),
    // The name of the post this began with, so that its YAML pastes verbatim.
    REGISTRY_NAME: 's8345002:5000',
    REGISTRY_URL: registry.url,
    REGISTRY_WEBHOOK_TOKEN: token,
    MANIFOLD_DATA: join(folder, 'data'),
  })
  // Opens the embedded store, so that no journey waits for that.
  await fetch(`${server.url}/api/ready`)
  process.env.E2E_SERVER = server.url
  process.env.E2E_REGISTRY = registry.url
  process.env.E2E_REGISTRY_NAME = 's8345002:5000'
  process.env.E2E_REGISTRY_LOG = registry.logFile
  return async () => {
    await server.stop()
    await registry.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Making a store takes seconds, copying one does not: every server of the run begins with this one. */
async function makeEmptyStore(dataDir: string): Promise<string> {
  const server = await startServer({
    REGISTRY_URL: 'http://127.0.0.1:9',
    MANIFOLD_DATA: dataDir,
    // It stays empty: no scan is begun.
    ...{ SCAN_EVERY: 'never', SCAN_VERIFY_EVERY: 'never' },
  })
  await fetch(`${server.url}/api/ready`)
  await server.stop()
  return dataDir
}
