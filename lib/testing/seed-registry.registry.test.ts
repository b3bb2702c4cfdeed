import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import pMap from 'p-map'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import { findTool } from '@/scripts/tools.mjs'
import { digestOf } from './make-image'
import { startRealRegistry } from './real-registry'
import { connectTo } from './registry-client'
import { bytesOf, partsOf, piecesOf } from './seed-content'
import { planSeed, SLICE } from './seed-plan'
import { type SeededRegistry, seedFolder, startSeededRegistry } from './seed-registry'
import type { SeedState } from './seed-types'
import { damageRepositories, placeRepositories, pushRepository } from './seed-write'

const plan = planSeed(SLICE)
let registry: SeededRegistry
beforeAll(async () => {
  registry = await startSeededRegistry(plan)
})
afterAll(() => registry?.stop())

/** The status of everything a state consists of, and the digest of what was served. */
async function served(path: string) {
  const response = await fetch(`${registry.url}/v2/${path}`, {
    headers: { accept: MANIFEST_ACCEPT.join(', ') },
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  return response.status === 200 ? digestOf(bytes) : response.status
}

const STATUS = { whole: 200, gone: 404, torn: 500 }

async function expectServed(state: SeedState) {
  for (const { name, tags } of state) {
    const damage = new Map(
      tags.flatMap(({ content }) => piecesOf(content)).map((piece) => [bytesOf(piece).digest, piece.damage]),
    )
    const manifests = new Map(
      tags.flatMap(({ content }) => partsOf(content).manifests).map((made) => [made.digest, made]),
    )
    const unsigned = (mediaType: string) => !mediaType.endsWith('prettyjws')
    await pMap(
      manifests.values(),
      async ({ digest, mediaType, blobs }) => {
        const harm = damage.get(digest) ?? ''
        if (unsigned(mediaType))
          expect([digest, harm, await served(`${name}/manifests/${digest}`)]).toEqual([
            digest,
            harm,
            harm === 'manifest-gone' ? 404 : harm === 'manifest-torn' ? 500 : digest,
          ])
        const config = blobs[0]?.digest
        if (config && !harm.startsWith('manifest'))
          expect([config, harm, await served(`${name}/blobs/${config}`)]).toEqual([
            config,
            harm,
            harm === 'config-gone' ? 404 : harm === 'config-torn' ? 500 : config,
          ])
      },
      { concurrency: 8 },
    )
    await pMap(
      tags,
      async ({ name: tag, link, content }) => {
        const wanted = link === 'whole' && content.kind !== 'schema1' ? bytesOf(content).digest : STATUS[link]
        if (wanted !== 200)
          expect([name, tag, await served(`${name}/manifests/${tag}`)]).toEqual([name, tag, wanted])
      },
      { concurrency: 8 },
    )
  }
}

async function expectListed(state: SeedState) {
  const client = connectTo(registry.url)
  const { names } = await client.listRepositories()
  expect(names.toSorted()).toEqual(state.map(({ name }) => name).sort())
  for (const { name, tags } of state)
    expect((await client.listTags(name)).names.toSorted()).toEqual(tags.map((tag) => tag.name).sort())
  await client.close()
}

test('skopeo inspects a tag of every style', async () => {
  const { command } = await findTool('skopeo')
  for (const { name, tags, style } of plan.first.filter((it) => it.style !== 'charts')) {
    const sound = tags.find(({ link, content }) => link === 'whole' && content.kind !== 'schema1')
    if (!sound) throw new Error(`Nothing of ${name} is sound.`)
    const reference = `docker://${registry.host}/${name}:${sound.name}`
    const words = ['inspect', '--raw', '--tls-verify=false', reference]
    const { stdout } = await promisify(execFile)(command, words, { encoding: 'buffer' })
    expect([style, stdout.equals(bytesOf(sound.content).bytes)]).toEqual([style, true])
  }
})

test('what is planned is served, and what is planned to be gone or torn is not', async () => {
  await expectListed(plan.first)
  await expectServed(plan.first)
  await registry.become(plan.first, plan.moved)
  await expectListed(plan.moved)
  await expectServed(plan.moved)
  await registry.become(plan.moved, plan.emptied)
  await expectServed(plan.emptied)
})

test('what is written by the storage layout is what pushing leaves behind', async () => {
  const repositories = plan.first.filter(({ style }) => style === 'attested')
  const pushed = await startRealRegistry()
  const client = connectTo(pushed.url)
  const written = await mkdtemp(join(tmpdir(), 'manifold-written-'))
  for (const repository of repositories) await pushRepository(client, repository)
  await placeRepositories(written, repositories)
  expect(await filesOf(written)).toEqual(await filesOf(pushed.dataDir))
  await client.close()
  await pushed.stop()
  await rm(written, { recursive: true })
})

test('the seed that is kept stays as it was made, whatever a registry did with its copy', async () => {
  const written = await mkdtemp(join(tmpdir(), 'manifold-written-'))
  await placeRepositories(written, plan.first)
  damageRepositories(written, plan.first)
  expect(await filesOf(await seedFolder(plan))).toEqual(await filesOf(written))
  await rm(written, { recursive: true })
})

/** Every file of a registry's storage with a hash of what it holds. */
async function filesOf(dataDir: string): Promise<string[]> {
  const root = join(dataDir, 'blobs/docker/registry/v2')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return pMap(files.sort(), async (file) => `${relative(root, file)} ${digestOf(await readFile(file))}`, {
    concurrency: 16,
  })
}
