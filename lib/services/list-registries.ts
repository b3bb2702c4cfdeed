import 'server-only'
import type { ListRegistriesResponse, Registry } from '@/lib/contract/registries'
import type { RegistryError } from '@/lib/registry/errors'
import { knownCatalog } from './catalog'
import type { ConfiguredRegistry, Context } from './context'
import { knownDeletion } from './known-deletion'
import { knownReferrers } from './known-referrers'
import { pingRegistry } from './ping-registry'
import { soon } from './soon'

/** Every configured registry, asked side by side: one that is down costs the others nothing. */
export async function listRegistries(context: Context): Promise<ListRegistriesResponse> {
  const [scannedAt, described] = await Promise.all([
    lastScans(context),
    Promise.all([...context.registries.values()].map((registry) => describe(context, registry))),
  ])
  const items = described.map((item) => ({ ...item, lastScanAt: scannedAt.get(item.name) ?? null }))
  return { items, nextCursor: null, total: items.length, asOf: new Date(context.now()).toISOString() }
}

/** A store that is still being opened, or has a long line, may take longer than anybody looks at nothing. */
const STORE_PATIENCE_MS = 3_000

/** When each was last scanned whole. A store that fails, or keeps us waiting, takes nothing but that from the page. */
async function lastScans(context: Context): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const read = async () => {
    const { scans } = await context.store()
    const one = async (name: string) => {
      const { anyAt } = await scans.lastDone(name)
      if (anyAt !== null) found.set(name, new Date(anyAt).toISOString())
    }
    await Promise.all([...context.registries.keys()].map(one))
  }
  const reading = read().catch((error: unknown) => {
    context.log('warn', 'It cannot be told when registries were scanned.', { error: String(error) })
  })
  await soon(reading, STORE_PATIENCE_MS)
  return found
}

async function describe(
  context: Context,
  registry: ConfiguredRegistry,
): Promise<Omit<Registry, 'lastScanAt'>> {
  const { latencyMs, failure, checkedAt } = await pingRegistry(context, registry)
  const catalog = knownCatalog(registry)
  return {
    name: registry.name,
    reachability: reachabilityOf(failure),
    problem: failure && { code: failure.code, message: failure.message },
    supports: {
      catalog: catalog === null ? 'unknown' : catalog.source === 'catalog' ? 'yes' : 'no',
      // Neither can be learned by listing; they are told once a later call has shown them.
      delete: knownDeletion(registry).now,
      referrers: knownReferrers(registry).now,
    },
    latencyMs,
    checkedAt: new Date(checkedAt).toISOString(),
    writable: registry.readOnlyReason === null,
    readOnlyReason: registry.readOnlyReason,
    insecure: registry.insecure,
  }
}

/** What a failed ping says about a registry. */
export function reachabilityOf(failure: RegistryError | null): Registry['reachability'] {
  if (!failure) return 'reachable'
  if (failure.code === 'REGISTRY_UNAUTHORIZED') return 'unauthorized'
  return failure.code === 'REGISTRY_UNREACHABLE' || failure.code === 'REGISTRY_TIMEOUT'
    ? 'unreachable'
    : 'refused'
}
