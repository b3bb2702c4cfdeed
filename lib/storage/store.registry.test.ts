import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from './open-store'
import type { ActivityRecord, Store } from './store'
import { ENGINES, type Engine } from './testing/engines'

const DIGEST = `sha256:${'a'.repeat(64)}`

const record = (id: string, at: number): ActivityRecord => ({
  id,
  at,
  actor: 'anonymous',
  action: 'push',
  ref: `localhost:5000/demo:${id}`,
  before: null,
  after: DIGEST,
  sources: [{ ref: 'localhost:5000/demo-s390x:v0.2', digest: DIGEST, platform: 'linux/s390x' }],
})

describe.each(ENGINES)('the store on $name', ({ name, prepare }) => {
  let place: Awaited<ReturnType<Engine['prepare']>>
  let store: Store

  beforeAll(async () => {
    place = await prepare()
    store = await openStore(place)
  })

  afterAll(async () => {
    await store?.close()
    await place?.clean()
  })

  it('answers and says which engine it is', async () => {
    await store.ping()
    expect(store.engine).toBe(name)
  })

  it('gives records back as they were, newest first', async () => {
    const records = [
      record('one', 1_000),
      record('two', 2_000),
      { ...record('three', 3_000), action: 'restore', before: DIGEST, after: null } as const,
    ]
    await store.recordActivity(records)
    expect(await store.listActivity({ limit: 10, before: null })).toEqual(records.toReversed())
  })

  it('pages without losing or repeating records of the same millisecond', async () => {
    await store.recordActivity(['a', 'b', 'c', 'd', 'e'].map((id) => record(id, 9_000)))
    const seen: string[] = []
    let before: { at: number; id: string } | null = null
    for (;;) {
      const page: ActivityRecord[] = await store.listActivity({ limit: 2, before })
      const last = page.at(-1)
      if (!last) break
      seen.push(...page.map(({ id }) => id))
      before = last
    }
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a', 'three', 'two', 'one'])
  })

  it('records all of a push or nothing of it', async () => {
    const push = [record('fresh', 10_000), record('one', 10_000)]
    await expect(store.recordActivity(push)).rejects.toMatchObject({ code: '23505' })
    const [newest] = await store.listActivity({ limit: 1, before: null })
    expect(newest?.id).toBe('e')
  })

  it('serves many callers at once', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => store.recordActivity([record(`many-${n}`, 20_000 + n)])),
    )
    const many = await store.listActivity({ limit: 60, before: null })
    expect(new Set(many.map(({ id }) => id)).size).toBe(60)
    expect(many[0]?.id).toBe('many-59')
  })

  it('closes as soon as it is open, before it listens to anything', async () => {
    await store.close()
    const other = await openStore(place)
    await other.close()
    store = await openStore(place)
    await store.ping()
  }, 30_000)

  it('has it all after closing and opening again', async () => {
    await store.close()
    store = await openStore(place)
    expect((await store.listActivity({ limit: 1, before: null }))[0]).toEqual(record('many-59', 20_059))
  })
})
