import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../store'
import { startPostgres } from './postgres'

export interface Engine {
  name: Store['engine']
  /** Where to open it, and what to undo afterwards. */
  prepare(): Promise<{ dataDir: string; databaseUrl: string | null; clean(): Promise<void> }>
}

/** Both engines of the one schema: what is true of the store is shown on each. */
export const ENGINES: Engine[] = [
  {
    name: 'pglite',
    async prepare() {
      const dataDir = await mkdtemp(join(tmpdir(), 'manifold-store-'))
      return { dataDir, databaseUrl: null, clean: () => rm(dataDir, { recursive: true }) }
    },
  },
  {
    name: 'postgresql',
    async prepare() {
      const server = await startPostgres()
      return { dataDir: '', databaseUrl: server.url, clean: server.stop }
    },
  },
]
