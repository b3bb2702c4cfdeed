import { describe, expect, it } from 'vitest'
import type { ConfiguredRegistry, Context } from '@/lib/services/context'
import { readingContext } from '@/lib/services/testing/reading-context'
import type { GlanceStore, RegistryAtGlance } from '@/lib/storage/glance-store'
import type { Store } from '@/lib/storage/store'
import { metricsResponse } from './metrics-response'

const NOW = Date.UTC(2026, 10, 24)

const glances: GlanceStore = {
  registries: async (): Promise<RegistryAtGlance[]> => [
    {
      registry: 'r:5000',
      repositories: 2,
      unread: 1,
      tags: 15,
      complete: 14,
      findings: { PLATFORM_LOST: 3 },
      platforms: { 'linux/amd64': 10, 'odd"\n/name': 1 },
    },
    { registry: 'gone', repositories: 1, unread: 0, tags: 1, complete: 1, findings: {}, platforms: {} },
  ],
  scans: async () => [
    { registry: 'r:5000', mode: 'quick', startedAt: NOW - 70_000, finishedAt: NOW - 60_000, errors: 2 },
  ],
  tag: async () => null,
}

const logged: string[] = []
const lane = { width: 4, pausedUntil: NOW + 1, reason: 'It asked to.', remaining: 17 }
const client = { counters: { requests: 42, authentications: 0 }, scanLane: () => lane }
const context: Context = {
  ...readingContext(),
  now: () => NOW,
  registries: new Map([['r:5000', { name: 'r:5000', client } as ConfiguredRegistry]]),
  log: (_level, message) => logged.push(message),
}

/** Every sample line, by what stands before its value. */
async function scrape(glance: () => Promise<GlanceStore>) {
  const store = async () => ({ glance: await glance() }) as Store
  const response = await metricsResponse({ ...context, store })
  const text = await response.text()
  const samples = text.split('\n').flatMap((line): [string, number][] => {
    const [, name, value] = /^([^#].*) (\S+)$/.exec(line) ?? []
    return name === undefined ? [] : [[name, Number(value)]]
  })
  return { response, text, samples: new Map(samples) }
}

describe('metrics', () => {
  it('are Prometheus text of what the index knows', async () => {
    const { response, samples } = await scrape(async () => glances)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(Object.fromEntries(samples)).toMatchObject({
      'manifold_repositories{registry="r:5000"}': 2,
      'manifold_repositories_unread{registry="r:5000"}': 1,
      'manifold_tags{registry="r:5000"}': 15,
      'manifold_tags_complete{registry="r:5000"}': 14,
      'manifold_findings{registry="r:5000",code="PLATFORM_LOST"}': 3,
      'manifold_findings{registry="r:5000",code="CHILD_MISSING"}': 0,
      'manifold_platform_tags{registry="r:5000",platform="linux/amd64"}': 10,
      'manifold_scan_age_seconds{registry="r:5000",mode="quick"}': 60,
      'manifold_scan_duration_seconds{registry="r:5000",mode="quick"}': 10,
      'manifold_scan_errors{registry="r:5000",mode="quick"}': 2,
      'manifold_registry_requests_total{registry="r:5000"}': 42,
      'manifold_scan_paused{registry="r:5000"}': 1,
      'manifold_scan_calls_max{registry="r:5000"}': 4,
      'manifold_registry_requests_remaining{registry="r:5000"}': 17,
      manifold_store_up: 1,
    })
    expect([...samples.keys()].some((name) => name.startsWith('process_resident_memory_bytes'))).toBe(true)
    expect([...samples.keys()].some((name) => name.includes('gone'))).toBe(false)
  })

  it('keep the names images make up on one line', async () => {
    const { text } = await scrape(async () => glances)
    expect(text).toContain('platform="odd\\"\\n/name"} 1')
  })

  it('are told without the index when its store does not answer', async () => {
    const { response, samples } = await scrape(() => Promise.reject(new Error('down')))
    expect(response.status).toBe(200)
    expect(samples.get('manifold_store_up')).toBe(0)
    expect(samples.get('manifold_registry_requests_total{registry="r:5000"}')).toBe(42)
    expect(samples.has('manifold_tags{registry="r:5000"}')).toBe(false)
    expect(logged).toEqual(['The figures of the index could not be read.'])
  })

  it('do not add up from one scrape to the next', async () => {
    await scrape(async () => glances)
    const { samples } = await scrape(async () => glances)
    expect(samples.get('manifold_registry_requests_total{registry="r:5000"}')).toBe(42)
  })
})
