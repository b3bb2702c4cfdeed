import { mkdtemp, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SuggestionsQuery, SuggestionsResponse } from '@/lib/contract/suggestions'
import { makeArtifact, makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { push } from '@/lib/testing/registry-client'
import { createLayout } from '@/lib/testing/registry-layout'
import { startDemoRegistry } from '@/scripts/demo/demo-registry.mjs'
import { holdTags } from './composition-lock'
import type { Context } from './context'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import { suggestCompositions } from './suggest-compositions'
import { type MeddlingPeer, startMeddlingPeer } from './testing/meddling-peer'
import { collect } from './testing/push-bench'
import { never, readingContext } from './testing/reading-context'

const REGISTRY = 'reg.test'

let context: Context
let peer: MeddlingPeer
beforeAll(async () => {
  peer = await startMeddlingPeer()
})
afterAll(() => peer?.stop())
/** Nothing is remembered from one test to the next. */
beforeEach(() => {
  context = readingContext({ name: REGISTRY, url: peer.url })
  peer.asked.length = 0
})
afterEach(() => {
  peer.meddle = () => null
})

const suggest = async (query: Record<string, unknown> = {}) =>
  SuggestionsResponse.parse(
    await suggestCompositions(context, SuggestionsQuery.parse({ registry: REGISTRY, ...query })),
  )

/** Polls as the page does, until all is looked into. */
async function suggestWhole(query: Record<string, unknown> = {}) {
  for (;;) {
    const answer = await suggest(query)
    if (answer.progress.done) return answer
  }
}
const targets = ({ items }: SuggestionsResponse) =>
  items.map(({ target, kind }) => `${kind} ${target.replace(`${REGISTRY}/`, '')}`)
const askedFor = (pattern: RegExp) => peer.asked.filter(({ path }) => pattern.test(path)).length

describe('over the demo registry', () => {
  let folder: string
  let demo: Awaited<ReturnType<typeof startDemoRegistry>>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'manifold-suggest-'))
    demo = await startDemoRegistry({ dataDir: folder })
  })
  beforeEach(() => {
    peer.upstream = demo.url
  })
  afterAll(async () => {
    await demo?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('finds what nobody has composed, by repository and by tag, and nothing that is composed', async () => {
    const answer = await suggestWhole()
    expect(targets(answer)).toEqual([
      'new demo:v0.2',
      'new demo-oci:v0.2',
      'new edge/agent:2.1',
      'new tools/cli:1.4',
    ])
    expect(answer).toMatchObject({ warnings: [], unread: 0, nextCursor: null, total: 4 })
    expect(answer.items[2]?.sources.map(({ image }) => image)).toEqual(
      ['amd64', 'arm64', 's390x'].map((name) => `${REGISTRY}/edge/agent-${name}:2.1`),
    )
  })

  it('suggests specs that can be pushed as they are', async () => {
    const { items } = await suggestWhole()
    for (const { spec, sources } of items) {
      const plan = await planComposition(context, { spec }, never)
      expect(plan.problems.filter(({ severity }) => severity === 'error' || severity === 'confirm')).toEqual(
        [],
      )
      expect(plan.change.added).toHaveLength(sources.length)
    }
  })

  it.each([
    ['edge/agent', ['new edge/agent:2.1']],
    ['edge/agent-s390x', ['new edge/agent:2.1']],
    ['tools/cli', ['new tools/cli:1.4']],
    ['bk', []],
    ['platform/gateway', []],
    ['not/there', []],
  ])('of %s tells only what it has a part in', async (repository, wanted) => {
    expect(targets(await suggestWhole({ repository }))).toEqual(wanted)
    expect(askedFor(/\/tags\/list/)).toBeLessThanOrEqual(4)
  })

  it('pages in one order', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await suggest({ limit: 1, ...(cursor && { cursor }) })
      seen.push(...targets(page))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(targets(await suggestWhole()))
  })

  it('asks one request a tag that is not there, and none for a config', async () => {
    await suggestWhole({ repository: 'tools/cli' })
    expect(askedFor(/\/manifests\//)).toBe(1)
    expect(askedFor(/\/blobs\//)).toBe(0)
  })

  it('refuses what it cannot look into', async () => {
    await expect(suggest({ registry: 'other.test' })).rejects.toMatchObject({ code: 'REGISTRY_UNKNOWN' })
    await expect(suggest({ repository: 'No/Name' })).rejects.toMatchObject({ code: 'REFERENCE_INVALID' })
  })
})

describe('over a registry that changes', () => {
  const linux = (architecture: string, createdAt?: string, layers = ['base', architecture]) =>
    makeImage({ platform: { os: 'linux', architecture }, layers, ...(createdAt && { createdAt }) })
  const [amd64, arm64, s390x] = ['amd64', 'arm64', 's390x'].map((name) => linux(name)) as [
    ReturnType<typeof linux>,
    ReturnType<typeof linux>,
    ReturnType<typeof linux>,
  ]

  let registry: RealRegistry
  beforeEach(async () => {
    registry = await startRealRegistry()
    peer.upstream = registry.url
  })
  afterEach(() => registry?.stop())
  const clientOf = () => {
    const found = context.registries.get(REGISTRY)
    if (!found) throw new Error('Not configured.')
    return found.client
  }
  const put = (repository: string, manifest: Parameters<typeof push>[2], ...tags: string[]) =>
    push(clientOf(), repository, manifest, ...tags)
  const pair = async (repository: string) => {
    await put(repository, amd64, '1-amd64')
    await put(repository, arm64, '1-arm64')
  }

  it('finds a tag that the last image pushed has taken for itself', async () => {
    await pair('app')
    await put('app', arm64, '1')
    const { items } = await suggestWhole()
    expect(items).toMatchObject([
      {
        kind: 'single',
        sources: [{ change: 'added' }, { change: 'kept' }],
        today: { digest: arm64.digest, platforms: [{ os: 'linux', architecture: 'arm64' }] },
      },
    ])
  })

  it('finds an index that lacks one, adds it, and keeps what else is in there', async () => {
    await pair('app')
    for (const image of [amd64, s390x]) await put('app', image)
    const today = makeIndex([amd64, s390x])
    await put('app', today, '1')
    const { items } = await suggestWhole()
    expect(items).toMatchObject([
      {
        kind: 'incomplete',
        sources: [{ change: 'kept' }, { change: 'added' }],
        spec: {
          manifests: [{ image: `${REGISTRY}/app@${today.digest}` }, { image: `${REGISTRY}/app:1-arm64` }],
        },
      },
    ])
    const { change, problems } = await planComposition(context, { spec: items[0]?.spec ?? {} }, never)
    expect(change).toMatchObject({ added: [{ platform: 'linux/arm64' }], removed: [], replaced: [] })
    expect(change.kept).toHaveLength(2)
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  it('replaces an image of an index and keeps the others, with what attests them', async () => {
    const [old, young] = [
      linux('amd64', '2026-01-01T00:00:00Z', ['old']),
      linux('amd64', '2026-02-01T00:00:00Z', ['young']),
    ]
    const attestation = makeArtifact('application/vnd.in-toto+json', 'provenance')
    const attested = {
      ...attestation.descriptor,
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': s390x.digest,
      },
    }
    for (const manifest of [old, s390x, attestation]) await put('app', manifest)
    const more = { annotations: { team: 'a' }, artifactType: 'application/vnd.example.app' }
    await put('app', makeIndex([old, s390x, attested], more), '1')
    await put('app', young, '1-amd64')
    await put('app', arm64, '1-arm64')
    const { items } = await suggestWhole()
    const plan = await planComposition(context, { spec: items[0]?.spec ?? {} }, never)
    expect(plan.change).toMatchObject({
      added: [{ platform: 'linux/arm64' }],
      replaced: [{ platform: 'linux/amd64', after: young.digest }],
      kept: [{ platform: 'linux/s390x' }],
      removed: [],
    })
    expect(plan.entries.filter((entry) => entry.attestation)).toHaveLength(1)
    expect(JSON.parse(plan.bytes)).toMatchObject(more)
  })

  it('finds an index that is behind, but never goes back to an older image', async () => {
    const [old, young] = [
      linux('amd64', '2026-01-01T00:00:00Z', ['old']),
      linux('amd64', '2026-02-01T00:00:00Z', ['young']),
    ]
    for (const [repository, inIndex, beside] of [
      ['behind', old, young],
      ['ahead', young, old],
    ] as const) {
      await put(repository, inIndex)
      await put(repository, arm64, '1-arm64')
      await put(repository, makeIndex([inIndex, arm64]), '1')
      await put(repository, beside, '1-amd64')
    }
    const { items } = await suggestWhole()
    expect(targets({ items } as SuggestionsResponse)).toEqual(['incomplete behind:1'])
    expect(items[0]?.sources.map(({ change }) => change)).toEqual(['replaced', 'kept'])
  })

  it('takes a tag away from the list as soon as it is pushed, also of images that are indexes themselves', async () => {
    await put('app', amd64)
    await put('app', makeIndex([amd64]), '1-amd64')
    await put('app', arm64, '1-arm64')
    const { items } = await suggestWhole()
    expect(items).toMatchObject([{ kind: 'new' }])
    const store = { ...context, store: () => Promise.reject(new Error('Nothing is kept.')) }
    const push = await preparePush(store, { spec: items[0]?.spec ?? {}, accept: [] }, never)
    expect((await collect(push())).at(-1)).toMatchObject({ type: 'result' })
    expect(targets(await suggestWhole())).toEqual([])
  })

  it('shows what was known while it looks again', async () => {
    await pair('app')
    await pair('gone')
    expect(targets(await suggestWhole())).toEqual(['new app:1', 'new gone:1'])
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    peer.meddle = async ({ path }) => {
      if (path.includes('/gone/')) await released
      return null
    }
    await put('app', makeIndex([amd64, arm64]), '1')
    const meanwhile = await suggest({ refresh: 'true' })
    expect(meanwhile.progress.done).toBe(false)
    expect(targets(meanwhile)).toContain('new gone:1')
    release()
    expect(targets(await suggestWhole())).toEqual(['new gone:1'])
  })

  it('gives a look up for the one that tags written meanwhile ask for: there is only ever one', async () => {
    await pair('app')
    const held = new Set<ServerResponse>()
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    peer.meddle = async ({ path }, response) => {
      if (!path.includes('/tags/list')) return null
      held.add(response)
      response.once('close', () => held.delete(response))
      await released
      return null
    }
    for (const round of [1, 2, 3]) {
      const { progress } = await suggest()
      expect(progress.done).toBe(false)
      expect(askedFor(/\/tags\/list/)).toBe(round)
      const giveBack = await holdTags([`${REGISTRY}/app:1`])
      giveBack()
    }
    await expect.poll(() => held.size).toBe(1)
    release()
    expect(targets(await suggestWhole())).toEqual(['new app:1'])
  })

  it('answers whoever waits for a look that is given up with what is known', async () => {
    await pair('app')
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const listing = new Promise<void>((resolve) => {
      peer.meddle = async ({ path }) => {
        if (!path.includes('/tags/list')) return null
        resolve()
        await released
        return null
      }
    })
    const waiting = suggest()
    await listing
    const giveBack = await holdTags([`${REGISTRY}/app:1`])
    giveBack()
    const next = suggest()
    expect(await waiting).toMatchObject({ items: [], progress: { done: false } })
    release()
    await next
    expect(targets(await suggestWhole())).toEqual(['new app:1'])
  })

  it('suggests nothing over a chart, of charts, or of tags whose images are gone', async () => {
    await pair('chart')
    await put('chart', makeArtifact('application/vnd.example', 'values'), '1')
    await put('gone', amd64, '1-amd64', '1')
    await put('gone', s390x, '1-s390x')
    await clientOf().deleteManifest('gone', s390x.digest)
    await put('mixed', amd64, '1-amd64', '1')
    await put('mixed', makeArtifact('application/vnd.example', 'other'), '1-arm64')
    expect(targets(await suggestWhole())).toEqual([])
  })

  it('goes by the name where the image itself says nothing', async () => {
    const silent = makeImage({ config: { os: undefined, architecture: undefined }, layers: ['silent'] })
    await put('app', silent, '1-arm64')
    await put('app', amd64, '1-amd64', '1')
    const { items } = await suggestWhole()
    expect(items[0]?.spec.manifests).toEqual([
      { image: `${REGISTRY}/app:1-amd64` },
      { image: `${REGISTRY}/app:1-arm64`, platform: { os: 'linux', architecture: 'arm64' } },
    ])
  })

  it('tells of what it could not read, and of all the rest all the same', async () => {
    await pair('app')
    await pair('locked')
    await pair('half')
    await put('half', amd64, '1')
    peer.meddle = ({ path }, response) => {
      if (/locked\/tags|half\/manifests\/1$/.test(path)) {
        response.writeHead(403, { 'content-type': 'application/json' })
        response.end('{"errors":[{"code":"DENIED","message":"not for you"}]}')
      }
      return null
    }
    const answer = await suggestWhole()
    expect(targets(answer)).toEqual(['new app:1'])
    expect(answer.warnings).toHaveLength(2)
    expect(answer.warnings.toSorted().join(' ')).toMatch(
      /half:1 could not be read.*locked could not be read/s,
    )
  })

  it('without a catalog still finds what is among the tags of a repository', async () => {
    await pair('app')
    peer.meddle = ({ path }, response) => {
      if (path.includes('_catalog')) response.writeHead(503).end()
      return null
    }
    const answer = await suggestWhole({ repository: 'app' })
    expect(targets(answer)).toEqual(['new app:1'])
    expect(answer.warnings.join()).toContain('Other repositories could not be looked into.')
  })

  it('fails where nothing can be read at all, and begins anew for who asks next', async () => {
    await pair('app')
    peer.meddle = ({ path }, response) => {
      if (path.includes('/tags/list')) response.writeHead(403).end()
      return null
    }
    await expect(suggestWhole()).rejects.toMatchObject({ code: 'REGISTRY_UNAUTHORIZED' })
    peer.meddle = () => null
    expect(targets(await suggestWhole())).toEqual(['new app:1'])
  })
})

describe('over 500 repositories', () => {
  const REPOSITORIES = 500
  let large: RealRegistry
  beforeAll(async () => {
    large = await startRealRegistry(async (dataDir) => {
      const place = createLayout(dataDir)
      const [amd64, arm64] = ['amd64', 'arm64'].map((architecture) =>
        makeImage({ platform: { os: 'linux', architecture } }),
      ) as [ReturnType<typeof makeImage>, ReturnType<typeof makeImage>]
      for (let number = 0; number < REPOSITORIES - 3; number++)
        await place(`team-${number % 9}/charm-${number}`, amd64, ['1'])
      await place('named-amd64', amd64, ['1', '2'])
      await place('named-arm64', arm64, ['1', '2'])
      await place('tagged', amd64, ['7-amd64'])
      await place('tagged', arm64, ['7-arm64'])
      return {}
    })
  })
  beforeEach(() => {
    peer.upstream = large.url
  })
  afterAll(() => large?.stop())

  it('looks into those alone whose names tell of a platform', async () => {
    const answer = await suggestWhole()
    expect(targets(answer)).toEqual(['new named:2', 'new named:1'])
    expect(answer).toMatchObject({ unread: REPOSITORIES - 2, progress: { done: true, checked: 2, total: 2 } })
    expect(askedFor(/\/tags\/list/)).toBe(2)
    expect(askedFor(/\/manifests\//)).toBe(2)
  })

  it('looks into all of them when asked to, behind the answer, and not again within a minute', async () => {
    const answers: SuggestionsResponse[] = []
    do answers.push(await suggest({ depth: 'tags' }))
    while (answers.at(-1)?.progress.done === false)
    const [first, last] = [answers[0], answers.at(-1)]
    expect(first?.progress.total).toBe(REPOSITORIES)
    expect(last?.progress).toEqual({ done: true, checked: REPOSITORIES, total: REPOSITORIES })
    expect(last && targets(last)).toEqual(['new named:2', 'new named:1', 'new tagged:7'])
    expect(askedFor(/\/tags\/list/)).toBe(REPOSITORIES)
    await suggestWhole()
    expect(askedFor(/\/tags\/list/)).toBe(REPOSITORIES)
  })
})
