import 'server-only'
import type { ListRegistriesResponse, Registry } from '@/lib/contract/registries'
import type { RegistryError } from '@/lib/registry/errors'
import { knownCatalog } from './catalog'
import type { ConfiguredRegistry, Context } from './context'
import { knownDeletion } from './known-deletion'
import { pingRegistry } from './ping-registry'

/** Every configured registry, asked side by side: one that is down costs the others nothing. */
export async function listRegistries(context: Context): Promise<ListRegistriesResponse> {
  const items = await Promise.all(
    [...context.registries.values()].map((registry) => describe(context, registry)),
  )
  return { items, nextCursor: null, total: items.length, asOf: new Date(context.now()).toISOString() }
}

async function describe(context: Context, registry: ConfiguredRegistry): Promise<Registry> {
  const { latencyMs, failure, checkedAt } = await pingRegistry(context, registry)
  const catalog = knownCatalog(registry)
  return {
    name: registry.name,
    reachability: reachabilityOf(failure),
    problem: failure && { code: failure.code, message: failure.message },
    supports: {
      catalog: catalog === null ? 'unknown' : catalog.source === 'catalog' ? 'yes' : 'no',
      // Neither can be learned by reading alone; they are told once a later call has shown them.
      delete: knownDeletion(registry).now,
      referrers: 'unknown',
    },
    latencyMs,
    checkedAt: new Date(checkedAt).toISOString(),
    lastScanAt: null,
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
