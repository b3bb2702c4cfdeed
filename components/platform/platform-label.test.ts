import { describe, expect, it } from 'vitest'
import { osVersionLabel, platformLabel, platformTitle } from './platform-label'

describe('platformLabel', () => {
  it.each([
    [{ os: 'linux', architecture: 'arm', variant: 'v7' }, 'arm/v7'],
    [{ os: 'linux', architecture: 'amd64' }, 'amd64'],
    [{ os: 'windows', architecture: 'amd64' }, 'windows/amd64'],
    [{ os: '', architecture: '' }, 'no platform'],
  ])('calls %j %s', (platform, label) => {
    expect(platformLabel(platform)).toBe(label)
  })
})

describe('osVersionLabel', () => {
  it('names the Windows release of a known build and shows any other version as it is', () => {
    expect(osVersionLabel({ os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' })).toBe(
      '2022',
    )
    expect(osVersionLabel({ os: 'windows', architecture: 'amd64', 'os.version': '10.0.19041.1' })).toBe(
      '10.0.19041.1',
    )
    expect(osVersionLabel({ os: 'linux', architecture: 'amd64', 'os.version': '1.2.17763' })).toBe(
      '1.2.17763',
    )
  })
})

describe('platformTitle', () => {
  it('leaves nothing out', () => {
    const platform = {
      os: 'windows',
      architecture: 'amd64',
      'os.version': '10.0.1',
      'os.features': ['win32k'],
    }
    expect(platformTitle(platform)).toBe('windows/amd64, version 10.0.1, features win32k')
  })
})
