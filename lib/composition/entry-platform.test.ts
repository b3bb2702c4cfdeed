import { describe, expect, test } from 'vitest'
import type { Platform } from '@/lib/oci/platform'
import { entryPlatform, type PlatformSources, satisfiesPlatform } from './entry-platform'
import type { Format } from './spec'

const ARM64: Platform = { os: 'linux', architecture: 'arm64', variant: 'v8' }
const WINDOWS: Platform = {
  os: 'windows',
  architecture: 'amd64',
  'os.version': '10.0.17763.1',
  'os.features': ['win32k'],
}
const plain = { os: 'linux', architecture: 'arm64' }

describe('the spec, then the opened index, then the config', () => {
  type Row = [string, Format, Partial<PlatformSources>, Platform | null]
  test.each<Row>([
    ['nothing known', 'oci', {}, null],
    ['all from the config', 'docker', { configured: ARM64 }, ARM64],
    ['the spec leaves the variant open', 'oci', { declared: plain, configured: ARM64 }, ARM64],
    [
      'the spec says the variant alone',
      'oci',
      { declared: { variant: 'v9' }, configured: ARM64 },
      { ...ARM64, variant: 'v9' },
    ],
    [
      'os details too',
      'pushml',
      { declared: { os: 'windows', architecture: 'amd64' }, configured: WINDOWS },
      WINDOWS,
    ],
    [
      'an alias is the same machine',
      'oci',
      { declared: { os: 'linux', architecture: 'aarch64' }, configured: ARM64 },
      { os: 'linux', architecture: 'aarch64', variant: 'v8' },
    ],
    [
      'details of another machine do not follow',
      'oci',
      { declared: { os: 'linux', architecture: 'amd64' }, configured: ARM64 },
      { os: 'linux', architecture: 'amd64' },
    ],
    ['one half from the config', 'oci', { declared: { os: 'linux' }, configured: ARM64 }, ARM64],
    ['an opened index is believed as it is', 'docker', { described: plain, configured: ARM64 }, plain],
    [
      'an empty platform of an index is no word',
      'oci',
      { described: { os: '', architecture: '' }, configured: ARM64 },
      ARM64,
    ],
    ['buildx normalises a config', 'buildx', { configured: ARM64 }, plain],
    ['buildx loses os details', 'buildx', { configured: WINDOWS }, { os: 'windows', architecture: 'amd64' }],
    ['buildx keeps what an index says', 'buildx', { described: ARM64 }, ARM64],
    [
      'buildx takes a written platform as it is',
      'buildx',
      { declared: plain, configured: { ...ARM64, variant: 'v9' } },
      plain,
    ],
    [
      'buildx reads the variant along with the architecture',
      'buildx',
      { declared: { os: 'linux' }, configured: { os: 'linux', architecture: 'arm' } },
      { os: 'linux', architecture: 'arm', variant: 'v7' },
    ],
    [
      'the tool of 2016 knew no variant of a config',
      'pushml',
      { declared: plain, configured: { ...ARM64, 'os.version': '5.10' } },
      { ...plain, 'os.version': '5.10' },
    ],
    [
      'though docker manifest, of the same bytes, reads the config whole',
      'pushml',
      { configured: ARM64 },
      ARM64,
    ],
    ['crane takes a written platform as it is', 'crane', { declared: plain, configured: ARM64 }, plain],
    ['manifest-tool 2 fills its gaps', 'docker', { declared: plain, configured: ARM64 }, ARM64],
    [
      'details an index gives stay with a platform written over it',
      'crane',
      { declared: { os: 'windows', architecture: 'amd64' }, described: WINDOWS },
      WINDOWS,
    ],
    ['crane keeps the config whole', 'crane', { configured: WINDOWS }, WINDOWS],
  ])('%s', (_name, profile, sources, expected) => {
    expect(entryPlatform(profile, { declared: {}, described: null, configured: null, ...sources })).toEqual(
      expected,
    )
  })
})

describe('what a spec asks an opened index for', () => {
  test.each<[Platform, Partial<Platform>, boolean]>([
    [ARM64, {}, true],
    [ARM64, { architecture: 'arm64' }, true],
    [ARM64, { os: 'linux', architecture: 'aarch64', variant: 'v8' }, true],
    [plain, ARM64, true],
    [ARM64, { architecture: 'amd64' }, false],
    [{ os: 'linux', architecture: 'arm', variant: 'v6' }, { architecture: 'arm' }, true],
    [{ os: 'linux', architecture: 'arm', variant: 'v6' }, { architecture: 'armhf' }, false],
    [WINDOWS, { os: 'windows', 'os.version': '10.0.17763.1' }, true],
    [WINDOWS, { os: 'windows', 'os.version': '10.0.20348.1' }, false],
  ])('%j for %j: %s', (platform, wanted, expected) => {
    expect(satisfiesPlatform(platform, wanted)).toBe(expected)
  })
})
