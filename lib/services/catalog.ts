import 'server-only'
import { RegistryError } from '@/lib/registry/errors'
import type { ConfiguredRegistry, Context } from './context'
import { perRegistry } from './per-registry'
import { soon } from './soon'

const FRESH_MS = 60_000
/** A huge catalog takes minutes; what has come by then is shown, and the rest follows behind. */
const PATIENCE_MS = 10_000

/** The repositories of a registry as far as they are known. */
export interface Catalog {
  /** Sorted. */
  names: string[]
  /** `configured`: the registry refused its catalog. */
  source: 'catalog' | 'configured'
  /** A sentence about what is missing from the list, or null. */
  notice: string | null
  /** Milliseconds since the epoch. */
  listedAt: number
}

interface Listing {
  done: Promise<void>
  soFar: string[]
}

interface Memory {
  known: Catalog | null
  listing: Listing | null
}

const memoryOf = perRegistry((): Memory => ({ known: null, listing: null }))

/** What is known of a registry's catalog without asking: how `supports.catalog` is learned. */
export function knownCatalog(registry: ConfiguredRegistry): Catalog | null {
  return memoryOf(registry).known
}

/** Answers at once from a list that is known, and fetches a new one behind it when it is old. */
export async function catalogOf(
  context: Context,
  registry: ConfiguredRegistry,
  { refresh }: { refresh: boolean },
): Promise<Catalog> {
  const memory = memoryOf(registry)
  const { known } = memory
  if (known && !refresh && context.now() - known.listedAt < FRESH_MS) return known
  const listing = memory.listing ?? list(context, registry, memory)
  memory.listing = listing
  const { done, soFar } = listing
  if (known && !refresh) {
    // Whoever looks next sees what came of it; a failure is told in the notice.
    done.catch(() => {})
    return known
  }
  await soon(done, PATIENCE_MS)
  if (memory.known && memory.known !== known) return memory.known
  done.catch(() => {})
  return {
    names: [...soFar].sort(),
    source: 'catalog',
    notice: `${registry.name} is still listing its repositories. These are the first ${soFar.length}; look again in a moment.`,
    listedAt: context.now(),
  }
}

function list(context: Context, registry: ConfiguredRegistry, memory: Memory): Listing {
  const soFar: string[] = []
  const done = readCatalog(context, registry, soFar)
    .then((catalog) => {
      memory.known = catalog
    })
    .catch((error: unknown) => {
      if (memory.known && error instanceof RegistryError) {
        memory.known = { ...memory.known, notice: `This list could not be refreshed. ${error.message}` }
      }
      throw error
    })
    .finally(() => {
      memory.listing = null
    })
  return { done, soFar }
}

async function readCatalog(
  context: Context,
  registry: ConfiguredRegistry,
  soFar: string[],
): Promise<Catalog> {
  const listedAt = context.now()
  try {
    const { names, complete } = await registry.client.listRepositories({
      onPage: (page) => soFar.push(...page),
    })
    const notice = complete
      ? null
      : `Only the first ${names.length} repositories of ${registry.name} are listed.`
    return {
      names: [...new Set([...names, ...registry.repositories])].sort(),
      source: 'catalog',
      notice,
      listedAt,
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || !(await isCatalogRefused(error, registry))) throw error
    const notice =
      registry.repositories.length > 0
        ? `${registry.name} does not list its repositories. These are the ones named in manifold.yaml; any other opens by its full name.`
        : `${registry.name} does not list its repositories. Name them under "repositories" in manifold.yaml, or open one by its full name.`
    return { names: [...registry.repositories].sort(), source: 'configured', notice, listedAt }
  }
}

/** A wrong password is not a refused catalog: with one, nothing else answers either. */
export async function isCatalogRefused(
  { code, details }: RegistryError,
  registry: ConfiguredRegistry,
): Promise<boolean> {
  if (code === 'REGISTRY_UNAUTHORIZED')
    return registry.client.ping().then(
      () => true,
      () => false,
    )
  const { status } = details
  return code === 'REGISTRY_REFUSED' && status !== null && status >= 400 && status < 500
}
