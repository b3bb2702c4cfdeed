import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../lock.mjs'
import { startRegistry } from '../registry-process.mjs'
import { ROOT } from '../root.mjs'
import { demoHash, seedDemo } from './seed.mjs'

/**
 * A real registry with the demo images, as a copy of its own. The images are pushed once per recipe and kept.
 * @param {import('../registry-process.mjs').RegistryOptions} options `dataDir`: an empty or missing folder
 * @returns {Promise<import('../registry-process.mjs').RegistryProcess>}
 */
export async function startDemoRegistry(options) {
  const seeded = await seededFolder()
  await mkdir(options.dataDir, { recursive: true })
  await cp(join(seeded, 'blobs'), join(options.dataDir, 'blobs'), { recursive: true })
  return startRegistry(options)
}

/** @returns {Promise<string>} the folder of a registry that was filled and stopped */
async function seededFolder() {
  const folder = join(ROOT, '.cache', 'seeds', `demo-${await demoHash()}`)
  await withLock(`seed ${folder}`, async () => {
    if (existsSync(folder)) return
    const draft = `${folder}-${randomUUID()}`
    try {
      const registry = await startRegistry({ dataDir: draft })
      await seedDemo(registry.url).finally(() => registry.stop())
      await rename(draft, folder)
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  })
  return folder
}
