import { describe, expect, it } from 'vitest'
import { hueOf } from './platform-hue'

describe('hueOf', () => {
  it.each([
    [{ architecture: 'amd64' }, 'var(--arch-amd64)'],
    [{ architecture: 'amd64', variant: 'v3' }, 'var(--arch-amd64)'],
    [{ architecture: 'arm64', variant: 'v8' }, 'var(--arch-arm64)'],
    [{ architecture: 'arm', variant: 'v7' }, 'var(--arch-arm-v7)'],
    [{ architecture: 'arm', variant: 'v6' }, 'var(--arch-arm-v6)'],
    [{ architecture: 's390x' }, 'var(--arch-s390x)'],
  ])('keeps the hue of %j', (platform, hue) => {
    expect(hueOf(platform)).toBe(hue)
  })

  it('gives an unknown architecture the same hue every time, within the circle', () => {
    const hue = Number(hueOf({ architecture: 'loong64' }))
    expect(hue).toBe(Number(hueOf({ architecture: 'loong64', variant: 'v1' })))
    expect(hue).toBeGreaterThanOrEqual(0)
    expect(hue).toBeLessThan(360)
  })

  it('tells two unknown architectures apart', () => {
    expect(hueOf({ architecture: 'loong64' })).not.toBe(hueOf({ architecture: 'mips64le' }))
  })
})
