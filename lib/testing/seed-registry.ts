import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withLock } from '@/scripts/lock.mjs'
import { startRegistry } from '@/scripts/registry-process.mjs'
import { type RealRegistry, startRealRegistry } from './real-registry'
import { connectTo } from './registry-client'
import type { SeedPlan } from './seed-plan'
import type { SeedState } from './seed-types'
import { applyChanges, damageRepositories, placeRepositories, pushRepository } from './seed-write'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const SEEDS = fileURLToPath(new URL('../../.cache/seeds', import.meta.url))
/** The sources that the bytes of a seed follow from. */
const MAKERS = /^(?:seed-(?!truth|facts|report)|make-image|registry-)/
/** Each takes hundreds of megabytes. */
const KEPT_MAX = 3

export interface SeededRegistry extends RealRegistry {
  /** Brings it from one moment of the plan to another, behind everybody's back. */
  become(before: SeedState, after: SeedState): Promise<void>
}

/** A real registry with the first state of a plan in it: a copy of its own, gone after `stop`. */
export async function startSeededRegistry(plan: SeedPlan): Promise<SeededRegistry> {
  const registry = await startRealRegistry(async (dataDir) => {
    await copySeed(await seedFolder(plan), dataDir)
    return {}
  })
  return { ...registry, become: (before, after) => applyChanges(registry.dataDir, before, after) }
}

/** The folder with the first state, made at first and then kept under the hash of its recipe. Not to be changed. */
export async function seedFolder(plan: SeedPlan): Promise<string> {
  const place = join(SEEDS, await recipeHash(plan))
  return withLock(`seed ${place}`, async () => {
    if (existsSync(place)) {
      const now = new Date()
      await utimes(place, now, now)
      return place
    }
    await mkdir(SEEDS, { recursive: true })
    await removeOld()
    const making = await mkdtemp(join(SEEDS, 'making-'))
    await makeSeed(making, plan)
    await rename(making, place)
    return place
  })
}

/** A few repositories through the API, as many as the recipe says; the others as the API would have left them. */
async function makeSeed(dataDir: string, { recipe, first }: SeedPlan): Promise<void> {
  const pushable = first.filter(({ tags }) => tags.every(({ content }) => content.kind !== 'schema1'))
  const pushed = new Set(pushable.slice(0, recipe.pushed))
  await placeRepositories(
    dataDir,
    first.filter((repository) => !pushed.has(repository)),
  )
  const registry = await startRegistry({ dataDir, accessLog: false })
  const client = connectTo(registry.url)
  try {
    for (const repository of pushed) await pushRepository(client, repository)
  } finally {
    await client.close()
    await registry.stop()
  }
  damageRepositories(dataDir, first)
}

/** What a seed follows from: its recipe, and all that makes it. */
async function recipeHash({ recipe }: SeedPlan): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(recipe))
  const sources = (await readdir(HERE)).filter((name) => MAKERS.test(name) && !name.includes('.test.'))
  for (const name of sources.sort()) hash.update(name).update(await readFile(join(HERE, name)))
  return hash.digest('hex').slice(0, 16)
}

/** What was half made when its maker died, and all but the last few used. */
async function removeOld(): Promise<void> {
  const names = await readdir(SEEDS)
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(SEEDS, name))).mtimeMs })),
  )
  const old = aged.sort((a, b) => b.at - a.at).slice(KEPT_MAX - 1)
  for (const { name } of old) await rm(join(SEEDS, name), { recursive: true, force: true })
}

/**
 * Blobs are never written to again, so links to them do; all else is copied. By `cp`: Node takes a minute for what it
 * does in seconds. Both lie below one folder, unless that is on another disk than ours.
 */
async function copySeed(seed: string, dataDir: string): Promise<void> {
  const v2 = 'blobs/docker/registry/v2'
  const into = join(dataDir, v2)
  await mkdir(into, { recursive: true })
  const copy = (...words: string[]) => promisify(execFile)('cp', ['-R', ...words, into])
  const blobs = join(seed, v2, 'blobs')
  await Promise.all([copy(join(seed, v2, 'repositories')), copy('-l', blobs).catch(() => copy(blobs))])
}
