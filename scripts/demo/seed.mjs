import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { pushRecipe } from './push-recipe.mjs'
import { demo } from './recipe/demo.mjs'

/**
 * Fills a registry with the demo images, once: a stamp by the hash of the recipe remembers it.
 * @param {string} registryUrl `http://127.0.0.1:5000`
 * @param {{ stampFile?: string, onProgress?: (done: number, total: number) => void }} [options]
 * @returns {Promise<boolean>} false when it was there already
 */
export async function seedDemo(registryUrl, { stampFile, onProgress } = {}) {
  const hash = await demoHash()
  if (stampFile !== undefined && existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === hash)
    return false
  await pushRecipe(demo(), registryUrl, onProgress)
  if (stampFile !== undefined) await writeFile(stampFile, hash)
  return true
}

/** The hash of everything the demo is made from. */
export async function demoHash() {
  const folder = new URL('./', import.meta.url)
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.mjs')).sort()
  const hash = createHash('sha256')
  for (const name of names) hash.update(`${name}\n`).update(await readFile(new URL(name, folder)))
  hash.update(await readFile(new URL('../../lib/testing/golden/fixtures/DIGESTS.txt', import.meta.url)))
  return hash.digest('hex').slice(0, 32)
}

async function main([registryUrl]) {
  if (registryUrl === undefined || !/^https?:\/\//.test(registryUrl)) {
    console.error('Say which registry to fill: node scripts/demo/seed.mjs http://127.0.0.1:5000')
    process.exitCode = 1
    return
  }
  const onProgress = (done, total) => {
    if (done === total || done % 50 === 0) console.log(`${done} of ${total} pushed`)
  }
  await seedDemo(registryUrl, { onProgress })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2))
