import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '../open-store'
import type { Store } from '../store'

const STORAGE = fileURLToPath(new URL('..', import.meta.url))
const TEMPLATES = fileURLToPath(new URL('../../../.cache/store-templates', import.meta.url))

/** An empty embedded store of its own for a test, in half a second: a copy of one made once. */
export async function openScratchStore(): Promise<{ store: Store; dataDir: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'manifold-scratch-'))
  await cp(await template(), dataDir, { recursive: true })
  const store = await openStore({ dataDir, databaseUrl: null })
  const stop = async () => {
    await store.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { store, dataDir, stop }
}

/** Named after the migrations it went through; made under another name first, for tests run side by side. */
async function template(): Promise<string> {
  const place = join(TEMPLATES, await recipe())
  if (existsSync(place)) return place
  await mkdir(TEMPLATES, { recursive: true })
  const making = await mkdtemp(join(TEMPLATES, 'making-'))
  const store = await openStore({ dataDir: making, databaseUrl: null })
  await store.close()
  await rename(making, place).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    await rm(making, { recursive: true })
  })
  return place
}

async function recipe(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(STORAGE)).filter((it) => it.startsWith('migration')).sort())
    hash.update(await readFile(join(STORAGE, name)))
  return hash.digest('hex').slice(0, 16)
}
