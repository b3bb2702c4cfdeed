import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '../../scripts/build.mjs'
import { startDemoRegistry } from '../../scripts/demo/demo-registry.mjs'
import { findBrowser } from '../../scripts/find-browser.mjs'
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
  const registry = await startDemoRegistry({ dataDir: join(folder, 'registry') })
  const server = await startServer({
    // The name of the post this began with, so that its YAML pastes verbatim.
    REGISTRY_NAME: 's8345002:5000',
    REGISTRY_URL: registry.url,
    MANIFOLD_DATA: join(folder, 'data'),
  })
  // Makes the embedded store, so that no journey waits for that.
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
