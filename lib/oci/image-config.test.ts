import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readImageConfig } from './image-config'
import { placeHistory } from './layer-history'

const fixtures = new URL('../testing/golden/fixtures/', import.meta.url)
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

describe('image configs', () => {
  it.each([
    ['demo-s390x_v0.2', { os: 'linux', architecture: 's390x' }],
    ['demo-amd64v3_v0.2', { os: 'linux', architecture: 'amd64', variant: 'v3' }],
    ['demo-noplat_v0.2', null],
  ])('%s runs on what its config says', (name, platform) => {
    expect(readImageConfig(readFileSync(new URL(`${name}.config.json`, fixtures)))?.platform).toEqual(
      platform,
    )
  })

  it('reads what a container starts with', () => {
    const config = readImageConfig(
      encode({
        os: 'linux',
        architecture: 'amd64',
        created: '2016-10-07T16:29:06+02:00',
        config: {
          Entrypoint: ['/app'],
          Cmd: null,
          Env: ['A=1', 2],
          Labels: { a: '<b>', n: 3 },
          ExposedPorts: { '80/tcp': {} },
          Healthcheck: { Test: ['CMD', 'true'], Interval: 30e9, Timeout: 0, Retries: 'x' },
        },
        rootfs: { diff_ids: ['sha256:x'] },
      }),
    )
    expect(config).toMatchObject({
      createdAt: '2016-10-07T14:29:06.000Z',
      entrypoint: ['/app'],
      cmd: null,
      env: ['A=1'],
      exposedPorts: ['80/tcp'],
      healthcheck: {
        test: ['CMD', 'true'],
        interval: 30e9,
        timeout: null,
        startPeriod: null,
        startInterval: null,
        retries: null,
      },
      diffIds: ['sha256:x'],
      history: [],
    })
    expect({ ...config?.labels }).toEqual({ a: '<b>' })
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readImageConfig(encode(value))))
    expect(readImageConfig(new Uint8Array([1, 2]))).toBeNull()
  })
})

describe('history beside layers', () => {
  const step = (createdBy: string, emptyLayer = false) => ({
    createdAt: null,
    createdBy,
    author: null,
    comment: null,
    emptyLayer,
  })

  it('gives every layer the step that made it', () => {
    const placed = placeHistory([step('FROM'), step('ENV', true), step('RUN')], 2)
    expect(placed.map(({ createdBy, layer }) => [createdBy, layer])).toEqual([
      ['FROM', 0],
      ['ENV', null],
      ['RUN', 1],
    ])
  })

  it('claims nothing when steps and layers do not add up', () => {
    expect(placeHistory([step('FROM'), step('RUN')], 3).map(({ layer }) => layer)).toEqual([null, null])
  })

  it('places the captured images completely', () => {
    for (const name of readdirSync(fixtures).filter(
      (file) => file.startsWith('demo-') && file.endsWith('.manifest.json'),
    )) {
      const layers: unknown[] = JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')).layers
      const config = readImageConfig(readFileSync(new URL(name.replace('.manifest.', '.config.'), fixtures)))
      const placed = placeHistory(config?.history ?? [], layers.length).filter(({ layer }) => layer !== null)
      expect([name, placed.length]).toEqual([name, config?.history.length === 0 ? 0 : layers.length])
    }
  })
})
