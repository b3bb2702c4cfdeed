import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunningServer, startServer } from './start-server'

/** A server over other registries than the run's: pages open there until it stops. `folder` is the caller's to remove. */
export async function startServerOver(
  registries: Record<string, string>,
  folder: string,
): Promise<Pick<RunningServer, 'url' | 'stop'>> {
  const server = await startServer({
    MANIFOLD_DATA: join(folder, 'data'),
    MANIFOLD_CONFIG: await writeConfiguration(folder, registries),
  })
  const whole = process.env.E2E_SERVER
  process.env.E2E_SERVER = server.url
  return {
    url: server.url,
    stop() {
      process.env.E2E_SERVER = whole
      return server.stop()
    },
  }
}

/** Writes a manifold.yaml of these registries: name -> address. */
async function writeConfiguration(folder: string, registries: Record<string, string>): Promise<string> {
  const file = join(folder, 'manifold.yaml')
  const entries = Object.entries(registries).map(([name, url]) => `  - name: ${name}\n    url: ${url}\n`)
  await writeFile(file, `registries:\n${entries.join('')}`)
  return file
}
