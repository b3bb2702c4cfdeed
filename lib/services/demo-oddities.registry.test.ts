import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CoverageReport, CoverageReportQuery } from '@/lib/contract/coverage-report'
import { InspectQuery, InspectResponse } from '@/lib/contract/inspect'
import { ListRepositoriesQuery, ListRepositoriesResponse } from '@/lib/contract/repositories'
import { ListTagsQuery, ListTagsResponse } from '@/lib/contract/tags'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { openScratchStore } from '@/lib/storage/testing/scratch-store'
import { startDemoRegistry } from '@/scripts/demo/demo-registry.mjs'
import type { Context } from './context'
import { findBases } from './find-bases'
import { findUses } from './find-uses'
import { formatInspection } from './format-inspection'
import { inspectImage, readManifestOf } from './inspect-image'
import { listRepositories } from './list-repositories'
import { listTags } from './list-tags'
import { reportCoverage } from './report-coverage'
import { runScans } from './run-scans'
import { never, readingContext } from './testing/reading-context'

const REGISTRY = 'localhost:5000'

let folder: string
let demo: Awaited<ReturnType<typeof startDemoRegistry>>
let context: Context
let scratch: Awaited<ReturnType<typeof openScratchStore>>
let scanning: Awaited<ReturnType<typeof runScans>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-oddities-'))
  demo = await startDemoRegistry({ dataDir: folder })
  scratch = await openScratchStore()
  context = { ...readingContext({ name: REGISTRY, url: demo.url }), store: async () => scratch.store }
  scanning = await runScans(context)
})
afterAll(async () => {
  await scanning?.stop()
  await scratch?.stop()
  await demo?.stop()
  await rm(folder, { recursive: true, force: true })
})

const inspect = async (ref: string, more: Record<string, string> = {}) =>
  InspectResponse.parse(
    await inspectImage(context, InspectQuery.parse({ ref: `${REGISTRY}/${ref}`, ...more }), never),
  )
const tagsOf = async (repository: string) =>
  ListTagsResponse.parse(
    await listTags(context, ListTagsQuery.parse({ registry: REGISTRY, repository, limit: 200 }), never),
  ).items
const rowOf = async (repository: string, tag: string) => {
  const row = (await tagsOf(repository)).find((item) => item.tag === tag)
  if (!row) throw new Error(`There is no row for ${repository}:${tag}.`)
  return row
}
const codes = ({ warnings }: InspectResponse) => warnings.map(({ code }) => code)
const formatted = (platforms: { platform: unknown }[]) =>
  platforms.map(({ platform }) => formatPlatform(platform as Platform))

it('lists, inspects, prints and audits every repository of the demo within the contract', async () => {
  const listed = await listRepositories(
    context,
    ListRepositoriesQuery.parse({ registry: REGISTRY, limit: 1000 }),
  )
  const { items } = ListRepositoriesResponse.parse(listed)
  expect(items.length).toBeGreaterThan(35)
  let inspected = 0
  for (const { name } of items) {
    const rows = await tagsOf(name).catch((error: { code?: string }) => {
      // A repository whose manifests have no tag is listed, and has no tags to list.
      expect(error.code).toBe('NAME_UNKNOWN')
      return []
    })
    for (const { tag, kind, size } of rows.slice(0, 5)) {
      const inspection = await inspect(`${name}:${tag}`)
      expect(formatInspection(inspection)).toContain(`${name}:${tag} is `)
      expect(inspection.kind).toBe(kind)
      if (kind === 'image') expect(inspection.size.distinct).toBe(size)
      inspected += 1
    }
    if (rows.length === 0) continue
    const query = CoverageReportQuery.parse({ registry: REGISTRY, repository: name, verify: 'true' })
    const coverage = CoverageReport.parse(await reportCoverage(context, query, never))
    expect(coverage.items.map(({ tag }) => tag).sort(), name).toEqual(rows.map(({ tag }) => tag).sort())
  }
  expect(inspected).toBeGreaterThan(60)
})

describe('a tag table row', () => {
  it('shows the child deleted from under its index as missing, and keeps the rest', async () => {
    const row = await rowOf('team/reports', 'latest')
    expect(row.platforms.map(({ status }) => status).sort()).toEqual(['missing', 'present'])
    expect(row.problem).toMatch(/1 of its 2 platforms cannot be pulled/)
    expect(row.size).toBeGreaterThan(0)
  })

  it('tells Windows builds apart by their os.version', async () => {
    const { platforms } = await rowOf('team/windows-service', '4.2')
    expect(new Set(platforms.map(({ platform }) => platform['os.version'])).size).toBe(3)
  })

  it('counts attestations apart from platforms', async () => {
    const row = await rowOf('bk', 'v1')
    expect(formatted(row.platforms).sort()).toEqual(['linux/amd64', 'linux/arm64'])
    expect(row.attestations).toBe(2)
  })

  it('opens a nested index for its platforms', async () => {
    const { platforms } = await rowOf('team/bundle', '1.0')
    expect(formatted(platforms).sort()).toEqual(['linux/amd64', 'linux/arm64', 'linux/mips64le'])
  })

  it('reads the platform of an entry that names none from its config', async () => {
    const { platforms } = await rowOf('team/untold', '1.0')
    expect(formatted(platforms)).toEqual(['linux/amd64'])
  })

  it('shows a chart as an artifact, and an empty index as an index of nothing', async () => {
    const chart = await rowOf('charts/gateway', '0.5.0')
    expect(chart).toMatchObject({
      kind: 'artifact',
      artifactType: 'application/vnd.cncf.helm.config.v1+json',
    })
    expect(await rowOf('team/reports', 'next')).toMatchObject({ kind: 'index', platforms: [], problem: null })
  })

  it('dates and sizes a tag by its children, a shared blob counted once', async () => {
    const row = await rowOf('demo-s390x', 'v0.2')
    const inspection = await inspect('demo-s390x:v0.2')
    expect(row.createdAt).toBe(inspection.platforms[0]?.config?.createdAt)
    const blobs = inspection.platforms.flatMap(({ config, layers }) => [config, ...layers])
    const distinct = new Map(blobs.map((blob) => [blob?.digest, blob?.size ?? 0]))
    expect(row.size).toBe([...distinct.values()].reduce((sum, size) => sum + size, 0))
  })
})

describe('an inspection', () => {
  it('names the missing child and keeps the other platform whole', async () => {
    const inspection = await inspect('team/reports:2.3')
    expect(codes(inspection)).toEqual(['CHILD_MISSING'])
    const [amd64, arm64] = inspection.platforms
    expect(amd64).toMatchObject({ status: 'present' })
    expect(amd64?.layers.length).toBeGreaterThan(0)
    expect(arm64).toMatchObject({ status: 'missing', size: null, layers: [], config: null })
  })

  it('compares what an entry declares with what its config says', async () => {
    const { warnings } = await inspect('team/importer:0.9')
    expect(warnings.map(({ code, entry }) => [code, entry])).toEqual([['PLATFORM_MISDECLARED', 1]])
    expect(warnings[0]?.message).toBe('Entry 2 is declared as linux/arm64, but its config says linux/amd64.')
  })

  it('says that an entry is an index itself and shows what it holds', async () => {
    const inspection = await inspect('team/bundle:1.0')
    expect(codes(inspection)).toContain('NESTED_INDEX')
    expect(inspection.platforms.map(({ entry }) => entry)).toEqual([0, 0, 1])
  })

  it('finds media types mixed in one index', async () => {
    expect(codes(await inspect('platform/gateway:2.0.0'))).toContain('MIXED_MEDIA_TYPES')
  })

  it('ties attestations to the entry they describe', async () => {
    const { attestations, platforms } = await inspect('bk:v1')
    expect(attestations.map(({ subject }) => subject)).toEqual(platforms.map(({ digest }) => digest))
    expect(attestations.every(({ attached }) => attached)).toBe(true)
  })

  it('counts the layers of the image of 2016 without its config', async () => {
    const { platforms } = await inspect('demo-s390x:v0.2')
    expect(platforms[0]?.layers).toHaveLength(4)
  })

  it('gives every layer its size and the history step that made it', async () => {
    const { platforms } = await inspect('library/redis:latest')
    expect(platforms.length).toBeGreaterThan(1)
    for (const { layers, history } of platforms) {
      expect(layers.every(({ createdBy, size }) => createdBy !== null && size > 0)).toBe(true)
      const placed = history.flatMap(({ layer }) => (layer === null ? [] : [layer]))
      expect(placed).toEqual(layers.map((_, place) => place))
    }
  })

  it('names the platforms that share a layer', async () => {
    const { platforms } = await inspect('library/nginx:latest')
    for (const { layers, platform } of platforms) {
      for (const layer of layers) {
        const others = platforms.filter((other) => other.layers.some(({ digest }) => digest === layer.digest))
        expect(layer.sharedWith).toHaveLength(others.length - 1)
        expect(layer.sharedWith).not.toContain(formatPlatform(platform as Platform))
      }
    }
  })

  it('reads only the platform that was asked for', async () => {
    const { platforms } = await inspect('library/nginx:latest', { platform: 'linux/s390x' })
    expect(formatted(platforms)).toEqual(['linux/s390x'])
    await expect(inspect('library/nginx:latest', { platform: 'windows/amd64' })).rejects.toMatchObject({
      code: 'MANIFEST_UNKNOWN',
    })
  })

  it('has its other tags, and what it is built upon, from the index of what is known alone', async () => {
    const { digest, platforms } = await inspect('library/nginx:latest')
    const requests = () => context.registries.get(REGISTRY)?.client.counters.requests
    const sent = requests()
    const { tags } = await findUses(context, { registry: REGISTRY, digest, limit: 50 })
    expect(tags.map(({ ref }) => ref.split(':').at(-1)).sort()).toEqual(['1.27', '1.27.5', 'latest'])
    const { images } = await findBases(context, { ref: `${REGISTRY}/library/nginx@${digest}` })
    expect(images.map((image) => image.digest).sort()).toEqual(platforms.map((one) => one.digest).sort())
    expect(requests()).toBe(sent)
  })

  it('never assumes latest', async () => {
    await expect(inspect('library/nginx')).rejects.toMatchObject({ code: 'REFERENCE_INVALID' })
  })

  it('serves the exact bytes, whose digest is the one shown', async () => {
    const query = InspectQuery.parse({ ref: `${REGISTRY}/demo-s390x:v0.2` })
    const { manifest } = await readManifestOf(context, query, never)
    expect(context.digestOf(manifest.raw)).toBe(
      'sha256:5afce97e61a8e2f5abdc9bdbb771eeed3f3f254ff1f46efed4e04d5dffcb3e89',
    )
  })
})

describe('a coverage gate', () => {
  const audit = (query: Record<string, string>) =>
    reportCoverage(context, CoverageReportQuery.parse({ registry: REGISTRY, ...query }), never)

  it('lets a repository through that has what is required', async () => {
    const query = { repository: 'library/nginx', require: 'linux/amd64,linux/arm64', strict: 'true' }
    expect(await audit(query)).toMatchObject({ scan: null, summary: { errors: 0 } })
  })

  it('stops one that has not, and names every finding', async () => {
    const query = { repository: 'library/postgres', require: 'linux/s390x', strict: 'true' }
    await expect(audit(query)).rejects.toMatchObject({
      code: 'GATE_FAILED',
      details: { findings: expect.arrayContaining([expect.objectContaining({ code: 'PLATFORM_REQUIRED' })]) },
    })
  })
})
