import { describe, expect, it } from 'vitest'
import { formatPlatform } from '@/lib/oci/platform'
import { readPlatformList, withPlatforms } from './template-platforms'

const read = (list: string) =>
  readPlatformList(list).map(({ result }) =>
    result.ok ? formatPlatform(result.value.platform) : result.error.message,
  )

describe('readPlatformList', () => {
  it.each([
    'linux/amd64,linux/arm/v7',
    ' linux/amd64\nlinux/arm/v7 ',
    'linux/amd64, linux/arm/v7,',
    'linux/amd64;linux/arm/v7',
  ])('takes %j apart', (list) => {
    expect(read(list)).toEqual(['linux/amd64', 'linux/arm/v7'])
  })

  it('is empty for nothing', () => {
    expect(read(' ,\n')).toEqual([])
  })

  it('tells what is wrong with each by itself', () => {
    expect(read('linux/amd64 linux/ bogus linux/arm/v7/x')).toEqual([
      'linux/amd64',
      expect.stringMatching(/^"linux\/" is not a platform/),
      expect.stringMatching(/^"bogus" is not a platform/),
      expect.stringMatching(/more than three parts/),
    ])
  })

  it('tells of one that is listed twice, in whatever spelling', () => {
    expect(read('linux/amd64 x86_64')[1]).toBe('x86_64 is listed already: remove one.')
    expect(read('linux/arm64 linux/arm64/v8')[1]).toMatch(/listed already/)
  })

  it('keeps what was written as the words of the template', () => {
    const words = readPlatformList('linux/aarch64/v8 armhf windows macos').map(
      ({ result }) => result.ok && result.value.words,
    )
    expect(words).toEqual([
      { OS: 'linux', ARCH: 'aarch64', VARIANT: 'v8' },
      { OS: 'linux', ARCH: 'armhf', VARIANT: '' },
      { OS: 'windows', ARCH: 'amd64', VARIANT: '' },
      { OS: 'macos', ARCH: 'amd64', VARIANT: '' },
    ])
  })

  it('stops at a number nobody builds for', () => {
    const list = Array.from({ length: 500 }, (_, i) => `linux/x${i}`).join(' ')
    expect(read(list)).toHaveLength(65)
    expect(read(list).at(-1)).toMatch(/500 platforms are more than a template takes/)
  })
})

describe('withPlatforms', () => {
  it('adds what is not there yet, in any spelling', () => {
    expect(withPlatforms('x86_64,\n', ['linux/amd64', 'linux/arm64'])).toBe('x86_64, linux/arm64')
    expect(withPlatforms('', ['linux/amd64'])).toBe('linux/amd64')
    expect(withPlatforms('bogus', ['linux/amd64'])).toBe('bogus linux/amd64')
  })
})
