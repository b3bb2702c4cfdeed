import { describe, expect, it } from 'vitest'
import type { InspectedConfig, InspectedPlatform } from '@/lib/contract/inspect'
import { configSections } from './config-rows'

const CONFIG: InspectedConfig = {
  digest: `sha256:${'a'.repeat(64)}`,
  mediaType: 'application/vnd.oci.image.config.v1+json',
  size: 100,
  status: 'present',
  platform: null,
  createdAt: null,
  author: null,
  entrypoint: null,
  cmd: null,
  env: [],
  user: null,
  workingDir: null,
  exposedPorts: [],
  volumes: [],
  labels: {},
  stopSignal: null,
  healthcheck: null,
}
const platform = (config: Partial<InspectedConfig> | null, entry = 0): InspectedPlatform => ({
  entry,
  platform: { os: 'linux', architecture: 'amd64' },
  digest: CONFIG.digest,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  kind: 'image',
  artifactType: null,
  size: 1,
  manifestSize: 1,
  status: 'present',
  problem: null,
  annotations: {},
  config: config && { ...CONFIG, ...config },
  layers: [],
  history: [],
})

describe('configSections', () => {
  it('says what is the same on every platform once', () => {
    const same = { cmd: ['bash'], env: ['PATH=/bin'] }
    expect(configSections([platform(same), platform(same, 1)])).toEqual([
      { title: 'Run', rows: [{ field: 'Command', values: [{ value: '["bash"]', platforms: [0, 1] }] }] },
      { title: 'Environment', rows: [{ field: 'PATH', values: [{ value: '/bin', platforms: [0, 1] }] }] },
    ])
  })

  it('keeps every value apart, and tells who has none', () => {
    const sections = configSections([
      platform({ user: 'app' }),
      platform({ user: 'root' }, 1),
      platform({}, 2),
    ])
    expect(sections[0]?.rows).toEqual([
      {
        field: 'User',
        values: [
          { value: 'app', platforms: [0] },
          { value: 'root', platforms: [1] },
          { value: null, platforms: [2] },
        ],
      },
    ])
  })

  it('leaves out configs that could not be read: nobody knows what they say', () => {
    const sections = configSections([
      platform({ user: 'app' }),
      platform({ status: 'missing' }, 1),
      platform(null, 2),
    ])
    expect(sections[0]?.rows[0]?.values).toEqual([{ value: 'app', platforms: [0] }])
  })

  it("tells a health check with how often it is asked, and nothing that is the engine's to choose", () => {
    const check = { interval: 90e9, timeout: 5e8, startPeriod: null, startInterval: null, retries: 3 }
    const sections = configSections([
      platform({ healthcheck: { ...check, test: ['CMD-SHELL', 'curl -f localhost || exit 1'] } }),
      platform({ healthcheck: { ...check, test: ['NONE'] } }, 1),
    ])
    expect(sections[0]?.rows[0]?.values.map(({ value }) => value)).toEqual([
      'curl -f localhost || exit 1\nevery 1m30s, times out after 500ms, unhealthy after 3 failures',
      'switched off',
    ])
  })

  it('keeps an equals sign in a value and a variable without one', () => {
    const sections = configSections([platform({ env: ['OPTS=a=b', 'BARE'] })])
    expect(sections[0]?.rows.map(({ field, values }) => [field, values[0]?.value])).toEqual([
      ['OPTS', 'a=b'],
      ['BARE', ''],
    ])
  })
})
