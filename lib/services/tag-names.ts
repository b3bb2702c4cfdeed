import 'server-only'
import { isTag } from '@/lib/oci/reference'
import type { ConfiguredRegistry } from './context'

/** The tags a registry lists. A name that is no tag by the distribution-spec cannot be asked for and is left out. */
export async function listTagNames(
  registry: ConfiguredRegistry,
  repository: string,
  signal: AbortSignal,
): Promise<string[]> {
  const { names } = await registry.client.listTags(repository, { signal })
  return names.filter(isTag)
}
