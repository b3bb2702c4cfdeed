import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { InspectQuery, InspectResponse } from '@/lib/contract/inspect'
import { ListTagsQuery, ListTagsResponse } from '@/lib/contract/tags'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { createLayout } from '@/lib/testing/registry-layout'
import { startRegistry } from '@/scripts/registry-process.mjs'
import type { Context } from './context'
import { inspectImage } from './inspect-image'
import { listTags } from './list-tags'
import { never, readingContext } from './testing/reading-context'

const REGISTRY = 'big.example'
const TAGS = 2500
const IMAGES = 25

let folder: string
let registry: Awaited<ReturnType<typeof startRegistry>>
let context: Context

const platformOf = (place: number) => ({ os: 'linux', architecture: `cpu${place}` })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-big-'))
  const place = createLayout(folder)
  for (let image = 0; image < IMAGES; image++) {
    const tags = Array.from({ length: TAGS / IMAGES }, (_, patch) => `1.${image}.${patch}`)
    const layers = Array.from({ length: image + 1 }, (_, layer) => `${image} ${layer}`)
    await place('many/tags', makeImage({ layers, platform: platformOf(image % 2) }), tags)
  }
  await placeIndexes(place)
  registry = await startRegistry({ dataDir: folder })
})
afterAll(async () => {
  await registry?.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  context = readingContext({ name: REGISTRY, url: registry.url })
})

/** An index of 200 images, one of 1,002 that are not there, and one four indexes deep. */
async function placeIndexes(place: ReturnType<typeof createLayout>) {
  const images = Array.from({ length: 200 }, (_, entry) => makeImage({ platform: platformOf(entry) }))
  for (const image of images) await place('many/platforms', image)
  await place('many/platforms', makeIndex(images), ['all'])
  const absent = Array.from({ length: 1002 }, (_, entry) => makeImage({ layers: [`absent ${entry}`] }))
  await place('many/platforms', makeIndex(absent), ['absent'])
  let nested = makeImage()
  await place('many/levels', nested)
  for (let level = 0; level < 4; level++) {
    nested = makeIndex([nested])
    await place('many/levels', nested, [`depth-${level + 1}`])
  }
}

const list = async (query: Record<string, unknown>) =>
  ListTagsResponse.parse(
    await listTags(context, ListTagsQuery.parse({ registry: REGISTRY, ...query }), never),
  )
const inspect = async (ref: string) =>
  InspectResponse.parse(await inspectImage(context, InspectQuery.parse({ ref: `${REGISTRY}/${ref}` }), never))
const requests = () => context.registries.get(REGISTRY)?.client.counters.requests ?? 0

describe('2,500 tags', () => {
  it('cost a page by name no more than the tags it shows', async () => {
    const { items, total } = await list({ repository: 'many/tags', limit: 50 })
    expect(items.map(({ tag }) => tag).slice(0, 2)).toEqual(['1.24.99', '1.24.98'])
    expect(total).toBe(TAGS)
    const configs = new Set(items.map(({ digest }) => digest)).size
    expect(requests()).toBe(1 + 50 + configs)
  })

  it('are all resolved for a filter and a sort, one request a tag and each digest read once', async () => {
    const query = { repository: 'many/tags', platform: 'linux/cpu1', sort: '-size', limit: 200 }
    let answer = await list(query)
    let resolved = 0
    while (answer.progress?.done === false) {
      expect(answer.progress.resolved).toBeGreaterThanOrEqual(resolved)
      resolved = answer.progress.resolved
      answer = await list(query)
    }
    expect(answer.progress).toEqual({ resolved: TAGS, total: TAGS, done: true })
    expect(answer.total).toBe(TAGS * (12 / IMAGES))
    expect(requests()).toBe(1 + TAGS + IMAGES)
    expect(answer.items[0]?.tag).toBe('1.23.99')
    const next = await list({ ...query, cursor: answer.nextCursor })
    expect(next.items.map(({ tag }) => tag)).not.toContain(answer.items.at(-1)?.tag)
  })
})

describe('an index of many entries', () => {
  it('of 200 is read whole, and from memory the second time', async () => {
    const [row] = (await list({ repository: 'many/platforms', q: 'all' })).items
    expect(row?.platforms).toHaveLength(200)
    const ref = `many/platforms@${row?.digest}`
    const sent = requests()
    const inspection = await inspect(ref)
    expect(inspection.platforms.every(({ status }) => status === 'present')).toBe(true)
    expect(requests()).toBe(sent)
  })

  it('of more than anybody reads is cut off, and says so', async () => {
    const inspection = await inspect('many/platforms:absent')
    expect(inspection.platforms).toHaveLength(1000)
    expect(inspection.platforms.every(({ status }) => status === 'missing')).toBe(true)
    expect(inspection.warnings.at(-1)).toMatchObject({
      code: 'TOO_MANY_ENTRIES',
      message: 'Only the first 1000 entries are shown; 2 more are not read.',
    })
  })
})

it.each([
  [1, 'image'],
  [3, 'image'],
  [4, 'index'],
])('an index %i deep is followed to the third: its entry is an %s', async (depth, kind) => {
  const inspection = await inspect(`many/levels:depth-${depth}`)
  expect(inspection.platforms.map((platform) => platform.kind)).toEqual([kind])
})
