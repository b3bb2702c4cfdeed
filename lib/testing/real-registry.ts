import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRegistry } from '@/scripts/registry-process.mjs'

type Options = Omit<Parameters<typeof startRegistry>[0], 'dataDir'>

export interface RealRegistry {
  url: string
  /** What stands in image references: `127.0.0.1:<port>`. */
  host: string
  /** Where its content lies on disk. */
  dataDir: string
  /** The lines of its access log that hold `text`, for example `"GET /v2/demo/manifests/`. */
  logged(text: string): Promise<string[]>
  stop(): Promise<void>
}

/** A real registry on a free port, empty unless `prepare` writes something; gone with its data after `stop`. */
export async function startRealRegistry(
  options: Options | ((dataDir: string) => Promise<Options>) = {},
): Promise<RealRegistry> {
  const dataDir = await mkdtemp(join(tmpdir(), 'manifold-registry-'))
  const prepared = typeof options === 'function' ? await options(dataDir) : options
  const registry = await startRegistry({ ...prepared, dataDir })
  return {
    url: registry.url,
    host: registry.host,
    dataDir,
    logged: async (text) =>
      (await readFile(registry.logFile, 'utf8')).split('\n').filter((line) => line.includes(text)),
    async stop() {
      await registry.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
