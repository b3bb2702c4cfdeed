import 'server-only'
import type { CoverageReport } from '@/lib/contract/coverage-report'
import type { ScanMode, ScanPlace, ScanRecord } from '@/lib/storage/scan-store'
import type { Store } from '@/lib/storage/store'
import { openScratchStore } from '@/lib/storage/testing/scratch-store'
import { connectTo } from '@/lib/testing/registry-client'
import { bytesOf } from '@/lib/testing/seed-content'
import type { SeedPlan } from '@/lib/testing/seed-plan'
import { type SeededRegistry, startSeededRegistry } from '@/lib/testing/seed-registry'
import { awaitScan } from '../await-scan'
import type { Context } from '../context'
import { reportCoverage } from '../report-coverage'
import { runScans } from '../run-scans'
import { beginScan } from '../start-scan'
import { never, readingContext } from './reading-context'

/** One request as the registry logged it. */
export interface Logged {
  method: string
  /** `payments/api` of `/v2/payments/api/manifests/v1`; empty for the catalog. */
  repository: string
  /** `tags`, `tag`, `manifest`, `blob` or `catalog`. */
  kind: string
  /** A tag or a digest. */
  reference: string
  status: number
}

export interface SeededBed {
  store: Store
  name: string
  registry: SeededRegistry
  scan(mode: ScanMode, scope?: ScanPlace[] | null): Promise<ScanRecord>
  /** What the registry was asked while `work` went on. */
  asked(work: () => Promise<unknown>): Promise<Logged[]>
  /** The whole report of a repository, over the same service as the API. */
  report(repository: string): Promise<CoverageReport>
  stop(): Promise<void>
}

/** A seeded registry with the policies and compositions of its plan, an embedded store, and workers that scan. */
export async function startSeededBed(plan: SeedPlan): Promise<SeededBed> {
  const registry = await startSeededRegistry(plan)
  const scratch = await openScratchStore()
  const { store } = scratch
  const name = 'registry.test'
  // Where the registry answers 500 it is asked again at once.
  const client = connectTo(registry.url, { name, concurrency: 16 })
  const context: Context = {
    ...readingContext(),
    registries: new Map([[name, { name, client, repositories: [], readOnlyReason: null, insecure: false }]]),
    policies: policiesOf(plan),
    store: async () => store,
  }
  await store.compositions.recordCompositions(compositionsOf(plan, name))
  const scanning = await runScans(context)
  const log = () => registry.logged('"')
  return {
    store,
    name,
    registry,
    async scan(mode, scope = null) {
      const scan = await beginScan(context, { registry: name, mode, scope, reason: 'person' })
      return awaitScan(context, scan.id, never)
    },
    async asked(work) {
      const before = (await log()).length
      await work()
      return (await log()).slice(before).flatMap(readLine)
    },
    report: (repository) =>
      reportCoverage(
        context,
        {
          ...{ registry: name, repository, limit: 1000, format: 'json' },
          ...{ missing: false, strict: false, verify: false },
        },
        never,
      ),
    async stop() {
      await scanning.stop()
      await client.close()
      await scratch.stop()
      await registry.stop()
    },
  }
}

const policiesOf = ({ policies }: SeedPlan): Context['policies'] =>
  policies.map(({ group, tags, require }) => ({
    registry: null,
    match: `${group}/**`,
    tags,
    require: require.map(({ key }) => key),
  }))

function compositionsOf({ compositions, first }: SeedPlan, registry: string) {
  const digests = new Map(
    first.flatMap(({ name, tags }) =>
      tags.map((tag) => [`${name}:${tag.name}`, bytesOf(tag.content).digest]),
    ),
  )
  return compositions.map(({ repository, tag, sources }) => ({
    ...{ registry, repository, tag, at: Date.UTC(2026, 0, 1), actor: 'ada', spec: '' },
    digest: digests.get(`${repository}:${tag}`) ?? '',
    sources: sources.map((source) => ({
      ...{ registry, repository, tag: source.tag, platform: source.platform.key },
      digest: digests.get(`${repository}:${source.tag}`) ?? '',
    })),
  }))
}

const LINE = /"([A-Z]+) \/v2\/(?:(.+)\/(manifests|blobs|tags)\/([^/ ?]+)|(_catalog))[^ ]* HTTP\/1\.1" (\d+)/

function readLine(line: string): Logged[] {
  const [, method = '', repository = '', path, reference = '', catalog, status] = LINE.exec(line) ?? []
  if (method === '') return []
  const kinds: Record<string, string> = { blobs: 'blob', tags: 'tags' }
  const kind = catalog ? 'catalog' : (kinds[path ?? ''] ?? (reference.includes(':') ? 'manifest' : 'tag'))
  return [{ method, repository, kind, reference, status: Number(status) }]
}
