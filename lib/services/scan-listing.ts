import 'server-only'
import { isRepositoryName } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import type { ScanRecord } from '@/lib/storage/scan-store'
import type { Store } from '@/lib/storage/store'
import { isCatalogRefused } from './catalog'
import type { ConfiguredRegistry, Context } from './context'

interface Listing {
  context: Context
  store: Store
  registry: ConfiguredRegistry
  scan: ScanRecord
  worker: string
  /** There is more to read. */
  onAdded: () => void
  signal: AbortSignal
}

/**
 * Finds the repositories of a whole scan, page by page, so that those found first are scanned meanwhile. Where the
 * registry refuses its catalog they are those of the configuration. Throws what else the registry fails with.
 */
export async function listForScan(listing: Listing): Promise<void> {
  const { context, store, registry, scan, worker, signal } = listing
  const found = new Set<string>()
  const addItems = async (names: readonly string[]) => {
    await store.scans.addItems(scan.id, names)
    listing.onAdded()
  }
  const add = async (names: readonly string[]) => {
    const fresh = names.filter((name) => wanted(registry, name) && !found.has(name))
    for (const name of fresh) found.add(name)
    await store.index.addRepositories(registry.name, fresh)
    await addItems(fresh)
  }
  const told = await catalog(listing, add, signal)
  await add(registry.repositories)
  // What a whole listing does not name is gone; what is passed over is not known to be.
  if (told.complete && (registry.scan?.isWhole ?? true)) {
    const gone = await store.index.removeOthers(registry.name, found, context.now())
    await addItems(gone)
  }
  await store.scans.listed(scan.id, worker, told.problem)
}

const wanted = ({ scan }: ConfiguredRegistry, name: string): boolean =>
  isRepositoryName(name) && (scan?.includes(name) ?? true)

async function catalog(
  { registry }: Listing,
  add: (names: readonly string[]) => Promise<void>,
  signal: AbortSignal,
): Promise<{ complete: boolean; problem: string | null }> {
  let adding: Promise<void> = Promise.resolve()
  const onPage = (names: string[]) => {
    adding = adding.then(() => add(names))
    // What goes wrong here is told by the await below.
    adding.catch(() => {})
  }
  try {
    const { names, complete } = await registry.client.listRepositories({ signal, onPage, lane: 'scan' })
    await adding
    if (complete) return { complete, problem: null }
    return {
      complete,
      problem: `Only the first ${names.length} repositories of ${registry.name} are listed.`,
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || !(await isCatalogRefused(error, registry))) throw error
    const named = registry.repositories.length
    const problem =
      named > 0
        ? null
        : `${registry.name} does not list its repositories. Name them under "repositories" in manifold.yaml to have them scanned.`
    return { complete: false, problem }
  }
}
