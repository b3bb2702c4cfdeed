import { describe, expect, it } from 'vitest'
import { platformKey } from '@/lib/oci/platform'
import type { FamilyMember } from './suggest-families'
import { type HeldImage, type Holding, isComposed, suggestionOf } from './suggest-verdict'

const platform = (architecture: string) => ({ os: 'linux', architecture })
const member = (architecture: string): FamilyMember => ({
  repository: 'app',
  tag: `1-${architecture}`,
  platform: platform(architecture),
})
const family = (...architectures: string[]) => ({
  repository: 'app',
  tag: '1',
  members: architectures.map(member),
})
const digest = (name: string) => `sha256:${name}`
const image = (name: string, architecture: string, createdAt: string | null = null): HeldImage => ({
  digest: digest(name),
  platform: platform(architecture),
  createdAt,
})
const single = (held: HeldImage): Holding => ({ kind: 'image', digest: held.digest, images: [held] })
const index = (name: string, ...images: HeldImage[]): Holding => ({
  kind: 'index',
  digest: digest(name),
  images,
})

const [amd64, arm64, s390x] = ['amd64', 'arm64', 's390x'].map((name) => image(name, name)) as [
  HeldImage,
  HeldImage,
  HeldImage,
]
const suggest = (today: Holding | null, held: (Holding | null)[], ...architectures: string[]) => {
  const found = suggestionOf({ registry: 'r.test', family: family(...architectures), today, held })
  return (
    found && {
      kind: found.kind,
      changes: found.sources.map(({ change }) => change),
      today: found.today?.platforms.map(platformKey),
      spec: found.spec.manifests.map(({ image, digest }) =>
        [image.replace('r.test/', ''), digest].filter(Boolean).join(' '),
      ),
    }
  )
}

describe('a family', () => {
  it('whose tag is not there is new', () => {
    expect(suggest(null, [null, null], 'amd64', 'arm64')).toEqual({
      kind: 'new',
      changes: ['added', 'added'],
      today: undefined,
      spec: ['app:1-amd64', 'app:1-arm64'],
    })
  })

  it('whose tag serves all of it is composed already', () => {
    const held = [single(amd64), single(arm64)]
    expect(suggest(index('i', arm64, amd64, s390x), held, 'amd64', 'arm64')).toBeNull()
    // Opened, or standing in it as a whole.
    const wrapped = index('wrapped', amd64)
    expect(isComposed({ today: index('i', amd64, arm64), held: [wrapped, single(arm64)] })).toBe(true)
    const nested: HeldImage = { digest: wrapped.digest, platform: null, createdAt: null }
    expect(isComposed({ today: index('i', nested, arm64), held: [wrapped, single(arm64)] })).toBe(true)
    expect(isComposed({ today: index('i', amd64), held: [index('empty'), single(amd64)] })).toBe(false)
  })

  it('that the tag has only a part of is added to it, which stays as it is', () => {
    expect(suggest(index('i', amd64, s390x), [single(amd64), single(arm64)], 'amd64', 'arm64')).toEqual({
      kind: 'incomplete',
      changes: ['kept', 'added'],
      today: ['linux/amd64', 'linux/s390x'],
      spec: ['app@sha256:i', 'app:1-arm64'],
    })
  })

  it('whose tag is one image of it becomes an index, whoever pushed last', () => {
    expect(suggest(single(arm64), [single(amd64), single(arm64)], 'amd64', 'arm64')).toEqual({
      kind: 'single',
      changes: ['added', 'kept'],
      today: ['linux/arm64'],
      spec: ['app:1-amd64', 'app:1-arm64'],
    })
  })

  it('never takes away the platform of the one image the tag is', () => {
    expect(suggest(single(s390x), [single(amd64), single(arm64)], 'amd64', 'arm64')?.spec).toEqual([
      'app:1-amd64',
      'app:1-arm64',
      'app@sha256:s390x',
    ])
  })

  const [old, young] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z']

  it('replaces what it has a newer image for, and keeps the rest pinned', () => {
    const today = index('i', image('before', 'amd64', old), s390x)
    expect(suggest(today, [single(image('after', 'amd64', young)), single(arm64)], 'amd64', 'arm64')).toEqual(
      {
        kind: 'incomplete',
        changes: ['replaced', 'added'],
        today: ['linux/amd64', 'linux/s390x'],
        spec: ['app:1-amd64', 'app:1-arm64', 'app@sha256:i sha256:s390x'],
      },
    )
    // One image under two platforms goes in twice, each time for its own.
    const twice = index('i', image('before', 'amd64', old), s390x, image('s390x', 's390'))
    const found = suggestionOf({
      ...{ registry: 'r.test', family: family('amd64', 'arm64'), today: twice },
      held: [single(image('after', 'amd64', young)), single(arm64)],
    })
    expect(found?.spec.manifests.slice(2).map((entry) => entry.platform.architecture)).toEqual([
      's390x',
      's390',
    ])
    // Nobody can say which one is newer: it is told.
    expect(
      suggest(
        index('i', image('x', 'amd64', old), arm64),
        [single(image('y', 'amd64', old)), single(arm64)],
        'amd64',
        'arm64',
      )?.changes,
    ).toEqual(['replaced', 'kept'])
  })

  it('leaves out what is older than the image the tag has', () => {
    const today = index('i', image('after', 'amd64', young), arm64)
    const left = single(image('before', 'amd64', old))
    expect(suggest(today, [left, single(arm64)], 'amd64', 'arm64')).toBeNull()
    expect(suggest(today, [left, single(arm64), single(s390x)], 'amd64', 'arm64', 's390x')).toMatchObject({
      changes: ['older', 'kept', 'added'],
      spec: ['app@sha256:i', 'app:1-s390x'],
    })
    expect(
      suggest(single(image('after', 'amd64', young)), [left, single(arm64)], 'amd64', 'arm64'),
    ).toMatchObject({
      kind: 'single',
      changes: ['older', 'added'],
      spec: ['app:1-arm64', 'app@sha256:after'],
    })
  })

  it('keeps what the index says of itself', () => {
    const today = { ...index('i', amd64), annotations: { version: '1' } }
    const held = [single(amd64), single(arm64)]
    const found = suggestionOf({ registry: 'r.test', family: family('amd64', 'arm64'), today, held })
    expect(found?.spec.annotations).toEqual({ version: '1' })
  })

  it('goes by what the images say where that is known, and by their names where they say nothing', () => {
    const v6: HeldImage = {
      digest: digest('v6'),
      platform: { os: 'linux', architecture: 'arm', variant: 'v6' },
      createdAt: null,
    }
    const silent: HeldImage = { digest: digest('silent'), platform: null, createdAt: null }
    const found = suggestionOf({
      registry: 'r.test',
      family: family('arm', 'amd64'),
      today: index('i', image('v7', 'arm')),
      held: [single(v6), single(silent)],
    })
    expect(found?.sources.map(({ change }) => change)).toEqual(['added', 'added'])
    expect(found?.spec.manifests.map((entry) => entry.platform)).toEqual([{}, {}, platform('amd64')])
  })
})
