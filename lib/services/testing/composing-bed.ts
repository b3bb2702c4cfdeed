import 'server-only'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Digest } from '@/lib/oci/digest'
import { readManifest } from '@/lib/oci/manifest'
import type { RegistryClient } from '@/lib/registry/client-types'
import type { Context } from '@/lib/services/context'
import type { ActivityRecord, Store } from '@/lib/storage/store'
import { fakeStore } from '@/lib/storage/testing/fake-store'
import { startRegistry } from '@/scripts/registry-process.mjs'
import { readingContext } from './reading-context'

const GOLDEN = new URL('../../testing/golden/', import.meta.url)

export const golden = (path: string): Buffer => readFileSync(new URL(path, GOLDEN))

export interface ComposingBed {
  context: Context
  client: RegistryClient
  /** The registry's name in references, and where it really is. */
  name: string
  url: string
  host: string
  /** What was recorded, in order. */
  records: ActivityRecord[]
  logs: string[]
  /** Ends the registry as a crash would, for those who test what comes after. */
  killRegistry(): Promise<void>
  stop(): Promise<void>
}

/** A real registry, and a context that pushes to it and remembers in memory. `url` puts a peer between them. */
export async function startComposingBed(
  options: { name?: string; url?: string; delete?: boolean } = {},
): Promise<ComposingBed> {
  const dataDir = await mkdtemp(join(tmpdir(), 'manifold-composing-'))
  const registry = await startRegistry({ dataDir, delete: options.delete ?? true })
  const name = options.name ?? registry.host
  const records: ActivityRecord[] = []
  const logs: string[] = []
  const context: Context = {
    ...readingContext({ name, url: options.url ?? registry.url }),
    store: () => Promise.resolve(memoryStore(records)),
    log: (_level, message) => logs.push(message),
  }
  const client = context.registries.get(name)?.client
  if (!client) throw new Error('The registry is not configured.')
  const killRegistry = async () => {
    process.kill(registry.pid, 'SIGKILL')
    await registry.exited
  }
  const stop = async () => {
    await client.close()
    await registry.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { context, client, name, url: registry.url, host: registry.host, records, logs, killRegistry, stop }
}

/** The captured children, byte by byte, each under the name it was captured with. Where each digest went. */
export async function seedGolden(
  client: RegistryClient,
  only?: readonly string[],
): Promise<Map<Digest, string>> {
  const places = new Map<Digest, string>()
  for (const line of golden('fixtures/DIGESTS.txt').toString().trim().split('\n')) {
    const [name = '', digest = ''] = /^(\S+) .*?(sha256:[a-f0-9]{64})/.exec(line)?.slice(1) ?? []
    const [repository = '', tag = ''] = name.split(':')
    if (only && !only.includes(repository)) continue
    await seedManifest(client, repository, digest, tag || digest, places)
  }
  return places
}

async function seedManifest(
  client: RegistryClient,
  repository: string,
  digest: Digest,
  reference: string,
  places: Map<Digest, string>,
): Promise<void> {
  const bytes = golden(`blobs/${digest.slice('sha256:'.length)}`)
  const contentType: string = JSON.parse(bytes.toString()).mediaType
  const manifest = readManifest({ bytes, contentType, digestOf: () => digest })
  if (manifest.kind === 'index') {
    for (const child of manifest.manifests)
      await seedManifest(client, repository, child.digest, child.digest, places)
  } else if (manifest.kind === 'image' || manifest.kind === 'artifact') {
    for (const blob of [manifest.config, ...manifest.layers]) await seedBlob(client, repository, blob)
  }
  await client.putManifest(repository, reference, contentType, bytes)
  places.set(digest, repository)
}

async function seedBlob(
  client: RegistryClient,
  repository: string,
  { digest, size }: { digest: Digest; size: number },
) {
  if (await client.headBlob(repository, digest)) return
  const bytes = golden(`blobs/${digest.slice('sha256:'.length)}`)
  await client.uploadBlob(repository, { digest, size, open: async () => Readable.from([bytes]) })
}

function memoryStore(records: ActivityRecord[]): Store {
  return fakeStore({
    engine: 'pglite',
    ping: async () => {},
    recordActivity: async (added) => {
      records.push(...added)
    },
    listActivity: async ({ limit }) => records.toReversed().slice(0, limit),
    compositions: {
      recordCompositions: async () => {},
      compositionOf: async () => null,
      composedFrom: async () => [],
      outOfStep: async () => [],
    },
    close: async () => {},
  })
}
