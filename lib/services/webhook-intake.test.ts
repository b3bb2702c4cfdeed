import { expect, it, vi } from 'vitest'
import type { StoreEvent } from '@/lib/storage/event-store'
import type { ScanRecord, ScanStore } from '@/lib/storage/scan-store'
import { fakeStore } from '@/lib/storage/testing/fake-store'
import type { ConfiguredRegistry, Context } from './context'
import { readingContext } from './testing/reading-context'
import { webhookIntake } from './webhook-intake'

const push = (tag: string) => ({ id: tag, repository: 'team/app', tag, verify: false, actor: 'alice' })

/** An intake of one registry that is scanned or not; what it had started and told. */
async function startIntake(enabled: boolean) {
  const started: object[] = []
  const told: StoreEvent[] = []
  const forgotten: number[] = []
  let now = 1_000
  const start: ScanStore['start'] = async (wish) => {
    started.push(wish)
    return { scan: { id: wish.id } as ScanRecord, joined: false }
  }
  const scans = { start } as Partial<ScanStore> as ScanStore
  const store = fakeStore({
    events: { publish: async (event) => void told.push(event), subscribe: () => () => {} },
    scans,
    webhooks: { takeEvents: async () => [], forgetEvents: async (before) => void forgotten.push(before) },
  })
  const registry = { name: 'r', scan: { enabled } } as ConfiguredRegistry
  const context: Context = {
    ...readingContext(),
    now: () => now,
    registries: new Map([['r', registry]]),
    store: async () => store,
  }
  const intake = await webhookIntake(context)
  const later = (milliseconds: number) => {
    now += milliseconds
  }
  return { context, intake, started, told, forgotten, later }
}

it('has what was named scanned, told to be by whom', async () => {
  const { intake, started } = await startIntake(true)
  intake.gatherer.add('r', [push('1.0')])
  intake.gatherer.flush()
  await vi.waitFor(() => expect(started).toHaveLength(1))
  expect(started[0]).toMatchObject({
    registry: 'r',
    mode: 'quick',
    reason: 'webhook',
    actor: 'alice',
    scope: [{ repository: 'team/app', tags: ['1.0'] }],
  })
})

it('has open pages look by themselves where nothing is scanned', async () => {
  const { intake, started, told } = await startIntake(false)
  intake.gatherer.add('r', [push('1.0')])
  intake.gatherer.add(
    'r',
    Array.from({ length: 41 }, (_, place) => ({ ...push(`t${place}`), repository: 'many' })),
  )
  intake.gatherer.flush()
  await vi.waitFor(() => expect(told).toHaveLength(2))
  expect(told).toEqual([
    { type: 'tags', registry: 'r', repository: 'team/app', tags: ['1.0'] },
    { type: 'tags', registry: 'r', repository: 'many', tags: [] },
  ])
  expect(started).toEqual([])
})

it('is one for the process, and forgets old events once an hour', async () => {
  const { context, intake, forgotten, later } = await startIntake(true)
  expect((await webhookIntake(context)).gatherer).toBe(intake.gatherer)
  expect(forgotten).toEqual([])
  later(3_600_001)
  await webhookIntake(context)
  await webhookIntake(context)
  expect(forgotten).toEqual([1_000 + 3_600_001 - 7 * 86_400_000])
})
