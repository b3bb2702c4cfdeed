import 'server-only'
import type { ConfiguredRegistry, Context } from './context'
import { ServiceError } from './service-error'

/** The registry of that name, or REGISTRY_UNKNOWN: Manifold talks to configured registries only. */
export function configuredRegistry(context: Context, name: string): ConfiguredRegistry {
  const registry = context.registries.get(name)
  if (registry) return registry
  const known = [...context.registries.keys()].join(', ')
  throw new ServiceError('REGISTRY_UNKNOWN', `No registry named "${name}" is configured.`, {
    hint: `Configured: ${known}. Add it to manifold.yaml to use it.`,
  })
}
