import 'server-only'
import { judgeRepository } from '@/lib/coverage/judge-repository'
import type { ScanMode, ScanPlace, ScanRecord } from '@/lib/storage/scan-store'
import type { Store } from '@/lib/storage/store'
import { openScratchStore } from '@/lib/storage/testing/scratch-store'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { connectTo } from '@/lib/testing/registry-client'
import { createLayout } from '@/lib/testing/registry-layout'
import { awaitScan } from '../await-scan'
import type { ConfiguredRegistry, Context } from '../context'
import { readRules } from '../judge-rules'
import { runScans } from '../run-scans'
import { beginScan } from '../start-scan'
import { type MeddlingPeer, startMeddlingPeer } from './meddling-peer'
import { never, readingContext } from './reading-context'

export interface ScanningBed {
  context: Context
  store: Store
  registry: RealRegistry
  /** Between the scans and the registry: it counts, and does what registries should not. */
  peer: MeddlingPeer
  name: string
  /** Writes straight into the registry's storage. */
  place: ReturnType<typeof createLayout>
  /** Scans to the end; the whole registry unless a scope is given. */
  scan(mode?: ScanMode, scope?: ScanPlace[] | null): Promise<ScanRecord>
  /** What is wrong now, by the rules that hold: `tag CODE platform`. */
  findings(repository: string): Promise<string[]>
  logs: string[]
  stop(): Promise<void>
}

interface Options {
  name?: string
  repositories?: string[]
  scan?: ConfiguredRegistry['scan']
  /** One that others use after it, each with a registry of another name; without it the bed has its own. */
  store?: Store
  /** What fails is asked again without a pause. */
  retriesAtOnce?: boolean
}

/** A real registry behind a peer, an embedded store, and workers that scan. */
export async function startScanningBed(options: Options = {}): Promise<ScanningBed> {
  const registry = await startRealRegistry({ delete: true })
  const peer = await startMeddlingPeer()
  peer.upstream = registry.url
  const scratch = options.store ? { store: options.store, stop: async () => {} } : await openScratchStore()
  const { store } = scratch
  const name = options.name ?? 'registry.test'
  const logs: string[] = []
  const reading = readingContext({ name, url: peer.url, repositories: options.repositories ?? [] })
  const configured = reading.registries.get(name)
  if (configured && options.scan) configured.scan = options.scan
  if (configured && options.retriesAtOnce) {
    await configured.client.close()
    configured.client = connectTo(peer.url, { name })
  }
  const context: Context = {
    ...reading,
    store: async () => store,
    log: (level, message, fields) => void logs.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
  }
  const scanning = await runScans(context)
  return {
    context,
    store,
    registry,
    peer,
    name,
    logs,
    place: createLayout(registry.dataDir),
    async scan(mode = 'quick', scope = null) {
      const scan = await beginScan(context, { registry: name, mode, scope, reason: 'person' })
      return awaitScan(context, scan.id, never)
    },
    async findings(repository) {
      const facts = await store.index.factsOf({ registry: name, repository })
      if (!facts) return []
      const { tags } = judgeRepository(facts, (await readRules(context)).rules)
      return tags.flatMap(({ tag, findings }) =>
        findings.map(({ code, platform }) => `${tag} ${code}${platform ? ` ${platform}` : ''}`),
      )
    },
    async stop() {
      await scanning.stop()
      await context.registries.get(name)?.client.close()
      await scratch.stop()
      await peer.stop()
      await registry.stop()
    },
  }
}
