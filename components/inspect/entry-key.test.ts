import { describe, expect, it } from 'vitest'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { parsePlatform } from '@/lib/oci/platform'
import { entryKeys, findEntry } from './entry-key'

function entries(...specifiers: (string | null)[]): InspectedPlatform[] {
  return specifiers.map((specifier, place) => {
    const parsed = specifier === null ? null : parsePlatform(specifier)
    return {
      entry: 0,
      platform: parsed?.ok ? parsed.value : null,
      digest: `sha256:${place.toString().repeat(64)}`,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      kind: 'image',
      artifactType: null,
      size: 1,
      manifestSize: 1,
      status: 'present',
      problem: null,
      annotations: {},
      config: null,
      layers: [],
      history: [],
    }
  })
}

describe('entryKeys', () => {
  it('names every entry by its platform, and apart where that is not enough', () => {
    const keys = entryKeys(entries('linux/amd64', 'linux/arm', null, 'linux/x86_64', 'windows(10.0.1)/amd64'))
    expect(keys).toEqual(['linux/amd64', 'linux/arm/v7', '#2', '#3', 'windows(10.0.1)/amd64'])
  })
})

describe('findEntry', () => {
  const platforms = entries('linux/amd64', 'linux/amd64', 'linux/arm64/v8', 'windows(10.0.1)/amd64', null)
  const placeOf = (asked: string | null) => {
    const found = findEntry(platforms, asked)
    return found && platforms.indexOf(found)
  }

  it.each([
    ['linux/amd64', 0],
    ['#1', 1],
    ['linux/arm64', 2],
    ['linux/aarch64', 2],
    ['windows/amd64', 3],
    ['#4', 4],
    ['linux/s390x', null],
    ['no such thing', null],
    [null, null],
  ])('%s -> place %s', (asked, place) => {
    expect(placeOf(asked)).toBe(place)
  })
})
