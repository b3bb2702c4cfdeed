import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ListTagsQuery, ListTagsResponse } from '@/lib/contract/tags'
import { compareTags } from '@/lib/oci/tag-order'
import { startDemoRegistry } from '@/scripts/demo/demo-registry.mjs'
import type { Context } from './context'
import { listTags } from './list-tags'
import { never, readingContext } from './testing/reading-context'

const REGISTRY = 'localhost:5000'
const MANY = 'platform/api'

let folder: string
let demo: Awaited<ReturnType<typeof startDemoRegistry>>
let context: Context

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-tags-'))
  demo = await startDemoRegistry({ dataDir: folder })
})
afterAll(async () => {
  await demo?.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  context = readingContext({ name: REGISTRY, url: demo.url })
})

const list = async (query: Record<string, unknown>) =>
  ListTagsResponse.parse(
    await listTags(context, ListTagsQuery.parse({ registry: REGISTRY, ...query }), never),
  )

/** Polls as the page does, until nothing is left to resolve. */
async function listWhole(query: Record<string, unknown>) {
  for (;;) {
    const answer = await list(query)
    if (answer.progress?.done !== false) return answer
  }
}

const requests = () => context.registries.get(REGISTRY)?.client.counters.requests ?? 0
const counted = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const before = requests()
  const value = await work()
  return [value, requests() - before]
}
/** What the registry itself saw, so that the client cannot miscount. */
const seenByRegistry = async () =>
  (await readFile(demo.logFile, 'utf8')).split('\n').filter((line) => line.includes('Manifold/test')).length

describe('the request budget of the tag table', () => {
  it('asks cold, by name, one list, one GET a shown tag, and each child and config once', async () => {
    const logged = await seenByRegistry()
    const [{ items }, sent] = await counted(() => list({ repository: MANY, limit: 10 }))
    const indexes = new Set(items.map(({ digest }) => digest))
    const children = new Set(items.flatMap(({ platforms }) => platforms.map(({ digest }) => digest)))
    expect(items).toHaveLength(10)
    expect(indexes.size).toBeLessThan(10)
    // Every child of this repository has a config of its own; single images are their own child.
    const inIndexes = [...children].filter((digest) => !indexes.has(digest)).length
    expect(sent).toBe(1 + items.length + inIndexes + children.size)
    expect((await seenByRegistry()) - logged).toBe(sent)
  })

  it('asks one conditional request a shown tag, and the list, on a quick reload', async () => {
    const first = await list({ repository: MANY, limit: 10 })
    const [again, sent] = await counted(() => list({ repository: MANY, limit: 10 }))
    expect(sent).toBe(1 + 10)
    expect(again.items).toEqual(first.items)
  })

  it('asks for every distinct child and config again when told to verify', async () => {
    const [, cold] = await counted(() => list({ repository: MANY, limit: 10 }))
    const [, verified] = await counted(() => list({ repository: MANY, limit: 10, verify: 'true' }))
    expect(verified).toBe(cold)
  })

  it('asks one conditional request a tag when everything was resolved before', async () => {
    const whole = await listWhole({ repository: 'library/nginx', sort: '-size' })
    const [, sent] = await counted(() => list({ repository: 'library/nginx', limit: 50 }))
    expect(sent).toBe(1 + (whole.total ?? 0))
  })
})

describe('order and pages', () => {
  it('pages through every tag once, newest version first', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ repository: MANY, limit: 17, cursor })
      seen.push(...page.items.map(({ tag }) => tag))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => compareTags(b, a)))
    expect(seen).toHaveLength(60)
  })

  it('resolves all tags for a sort by size or date, and says how far it is', async () => {
    const { items, progress, total } = await listWhole({ repository: MANY, sort: '-created', limit: 200 })
    expect(progress).toEqual({ resolved: 60, total: 60, done: true })
    expect(total).toBe(60)
    const dates = items.map(({ createdAt }) => createdAt ?? '')
    expect(dates).toEqual([...dates].sort().reverse())
  })

  it('filters by platforms had and lacked', async () => {
    const lacking = await listWhole({ repository: MANY, platform: 'linux/ppc64le,!linux/arm64', limit: 200 })
    expect(lacking.items.map(({ tag }) => tag)).toEqual(['v2.1.2'])
  })

  it('finds tags by a part of their name', async () => {
    const { items, total } = await list({ repository: MANY, q: 'RC.1', limit: 200 })
    expect(total).toBe(items.length)
    expect(items.length).toBeGreaterThan(5)
    expect(items.every(({ tag }) => tag.includes('rc.1'))).toBe(true)
  })
})

describe('what cannot be listed', () => {
  it.each([
    [{ repository: 'no/such' }, 'NAME_UNKNOWN'],
    [{ repository: 'Not/A/Name' }, 'REFERENCE_INVALID'],
    [{ repository: MANY, cursor: 'bogus' }, 'REQUEST_INVALID'],
    [{ repository: MANY, platform: 'linux/*' }, 'REQUEST_INVALID'],
    [{ repository: 'no/such', sort: 'size' }, 'NAME_UNKNOWN'],
  ])('%j is refused as %s', async (query, code) => {
    await expect(list(query)).rejects.toMatchObject({ code })
  })

  it('says so when the registry is not configured', async () => {
    const query = ListTagsQuery.parse({ registry: 'elsewhere.example', repository: MANY })
    await expect(listTags(context, query, never)).rejects.toMatchObject({ code: 'REGISTRY_UNKNOWN' })
  })
})
