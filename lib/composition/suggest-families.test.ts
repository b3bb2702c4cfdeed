import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPlatform, platformKey } from '@/lib/oci/platform'
import { clusterRepositories } from './suggest-clusters'
import { findFamilies } from './suggest-families'

/** Many runs on a busy machine. */
const PROPERTY_TIMEOUT_MS = 60_000

const contentOf = (images: readonly string[], names: readonly string[] = []) => {
  const tags = new Map<string, string[]>()
  for (const image of images) {
    const [repository = '', tag = ''] = image.split(':')
    tags.set(repository, [...(tags.get(repository) ?? []), tag])
  }
  return { names: new Set([...names, ...tags.keys()]), tags }
}
const families = (images: readonly string[], names: readonly string[] = []) =>
  findFamilies(contentOf(images, names)).map(
    ({ repository, tag, members }) =>
      `${repository}:${tag} <- ${members.map((member) => `${member.repository}:${member.tag}`).join(' ')}`,
  )

describe('families', () => {
  it('are found among the tags of a repository', () => {
    expect(
      families(['app:1.2-amd64', 'app:1.2_linux_arm64', 'app:s390x-1.2', 'app:1.3-amd64', 'app:1.2']),
    ).toEqual(['app:1.2 <- app:1.2-amd64 app:1.2_linux_arm64 app:s390x-1.2'])
  })

  it('are found among repositories, with the tags they share', () => {
    const images = ['repo-s390x:v1', 'repo-amd64:v1', 'repo-amd64:v2', 'repo-s390x:v3', 'other-amd64:v1']
    expect(families(images)).toEqual(['repo:v1 <- repo-amd64:v1 repo-s390x:v1'])
  })

  it('go where the registry has the official image', () => {
    const images = ['arm64v8/nginx:1.27', 'amd64/nginx:1.27', 'arm32v7/nginx:1.27']
    const sources = 'amd64/nginx:1.27 arm32v7/nginx:1.27 arm64v8/nginx:1.27'
    expect(families(images)).toEqual([`nginx:1.27 <- ${sources}`])
    expect(families(images, ['library/nginx'])).toEqual([`library/nginx:1.27 <- ${sources}`])
    expect(families(['app-arm64:1', 'app-amd64:1'], ['library/app'])).toEqual([
      'app:1 <- app-amd64:1 app-arm64:1',
    ])
  })

  it('need two platforms, however many names there are for one', () => {
    expect(families(['app:1-amd64', 'app:1-x86_64', 'app:1-linux-amd64'])).toEqual([])
    expect(families(['app:1-armhf', 'app:1-arm'])).toEqual([])
    expect(families(['app:1-x86_64', 'app:1-amd64', 'app:1-arm64'])).toEqual([
      'app:1 <- app:1-amd64 app:1-arm64',
    ])
  })

  it('tell Windows builds apart', () => {
    expect(families(['svc:4-ltsc2019', 'svc:4-ltsc2022'])).toEqual(['svc:4 <- svc:4-ltsc2019 svc:4-ltsc2022'])
  })

  it('of which a tag is nothing but a platform become latest', () => {
    expect(families(['app:amd64', 'app:arm64'])).toEqual(['app:latest <- app:amd64 app:arm64'])
  })

  it('are named in both places at once only where both agree', () => {
    expect(families(['app-amd64:1-amd64', 'app-arm64:1-linux-arm64'])).toEqual([
      'app:1 <- app-amd64:1-amd64 app-arm64:1-linux-arm64',
    ])
    expect(families(['app-amd64:1-s390x', 'app-arm64:1-ppc64le'])).toEqual([])
  })

  it('of one target compete: more platforms win, then the ones already in its repository', () => {
    const byTag = ['app:1-amd64', 'app:1-arm64']
    const byRepository = ['app-amd64:1', 'app-arm64:1']
    expect(families([...byTag, ...byRepository])).toEqual(['app:1 <- app:1-amd64 app:1-arm64'])
    expect(families([...byTag, ...byRepository, 'app-s390x:1'])).toEqual([
      'app:1 <- app-amd64:1 app-arm64:1 app-s390x:1',
    ])
  })

  it('take a v2 for a variant only where it is not the name of them all', () => {
    expect(families(['app:1.4-amd64', 'app:1.4-arm64', 'app:1.4-arm-v7'])).toEqual([
      'app:1.4 <- app:1.4-amd64 app:1.4-arm-v7 app:1.4-arm64',
    ])
    expect(families(['app:1-amd64-v2', 'app:1-arm64-v2', 'app:1-amd64', 'app:1-arm64'])).toEqual([
      'app:1 <- app:1-amd64 app:1-arm64',
      'app:1-v2 <- app:1-amd64-v2 app:1-arm64-v2',
    ])
  })

  it('are no signatures and no inventories', () => {
    const hex = 'a'.repeat(64)
    expect(
      families([
        'app:1-amd64.sbom',
        'app:1-arm64.sbom',
        `app:sha256-${hex}.amd64`,
        `app:sha256-${hex}.arm64`,
      ]),
    ).toEqual([])
  })
})

describe('clusters', () => {
  it('hold what belongs together, and say whether names alone show it', () => {
    expect(
      clusterRepositories([
        'app',
        'app-amd64',
        'app-arm64',
        'lone-s390x',
        'web',
        'amd64/x',
        'arm64v8/x',
        'library/x',
      ]),
    ).toEqual([
      { repositories: ['amd64/x', 'arm64v8/x', 'library/x'], named: true },
      { repositories: ['app', 'app-amd64', 'app-arm64'], named: true },
      { repositories: ['lone-s390x'], named: false },
      { repositories: ['web'], named: false },
    ])
  })
})

const word = fc.constantFrom(
  'amd64',
  'arm64',
  'arm',
  'armv7',
  'x86_64',
  's390x',
  'linux',
  'windows',
  'ltsc2022',
  'v7',
  'v2',
)
const plain = fc.constantFrom('1', '1.2', 'app', 'x', 'charm', 'latest')
const separator = fc.constantFrom('-', '_', '.')
const joined = (parts: [string, string][]) =>
  parts.map(([text, by], i) => (i === 0 ? text : by + text)).join('')
const tagArbitrary = fc
  .array(fc.tuple(fc.oneof(word, plain), separator), { minLength: 1, maxLength: 4 })
  .map(joined)
const repositoryArbitrary = fc
  .array(fc.tuple(fc.oneof(word, plain), fc.constantFrom('-', '/')), { minLength: 1, maxLength: 3 })
  .map(joined)
const contentArbitrary = fc
  .uniqueArray(fc.tuple(repositoryArbitrary, fc.uniqueArray(tagArbitrary, { maxLength: 8 })), {
    maxLength: 8,
    selector: ([name]) => name,
  })
  .map((pairs) => pairs.map(([name, tags]) => [name, tags] as const))
type Content = readonly (readonly [string, readonly string[]])[]
const found = (content: Content, names = content.map(([name]) => name)) =>
  findFamilies({ names: new Set(names), tags: new Map(content) })

describe('whatever a registry holds', () => {
  const holds = (title: string, check: (content: Content) => void) =>
    it(title, () => fc.assert(fc.property(contentArbitrary, check), { numRuns: 1500 }), PROPERTY_TIMEOUT_MS)

  it('there is often something to find in it', () => {
    const samples = fc.sample(contentArbitrary, { numRuns: 300, seed: 1 })
    expect(samples.filter((content) => found(content).length > 0).length).toBeGreaterThan(60)
  })

  holds('the order of repositories and tags does not matter', (content) => {
    const reversed = content.map(([name, tags]) => [name, tags.toReversed()] as const).toReversed()
    expect(found(reversed)).toEqual(found(content))
  })

  holds('a family has two platforms or more, each once', (content) => {
    for (const { members } of found(content)) {
      expect(members.length).toBeGreaterThanOrEqual(2)
      expect(new Set(members.map(({ platform }) => platformKey(platform))).size).toBe(members.length)
      for (const { platform } of members) expect(formatPlatform(platform)).toMatch(/^(linux|windows)/)
    }
  })

  holds('every source is among what was given, and in one family at most', (content) => {
    const given = new Set(content.flatMap(([name, tags]) => tags.map((tag) => `${name}:${tag}`)))
    const sources = found(content).flatMap(({ members }) =>
      members.map(({ repository, tag }) => `${repository}:${tag}`),
    )
    for (const source of sources) expect(given).toContain(source)
    expect(new Set(sources).size).toBe(sources.length)
  })

  holds('no target is a source of its own, and no two families share one', (content) => {
    const all = found(content)
    for (const { repository, tag, members } of all)
      expect(members.map((member) => `${member.repository}:${member.tag}`)).not.toContain(
        `${repository}:${tag}`,
      )
    expect(new Set(all.map(({ repository, tag }) => `${repository}:${tag}`)).size).toBe(all.length)
  })

  holds('looking cluster by cluster finds the same', (content) => {
    const names = content.map(([name]) => name)
    const apart = clusterRepositories(names).flatMap(({ repositories }) =>
      found(
        content.filter(([name]) => repositories.includes(name)),
        names,
      ),
    )
    const key = ({ repository, tag }: { repository: string; tag: string }) => `${repository}:${tag}`
    const byTarget = (a: { repository: string; tag: string }, b: { repository: string; tag: string }) =>
      key(a) < key(b) ? -1 : 1
    expect(apart.sort(byTarget)).toEqual(found(content))
  })
})
