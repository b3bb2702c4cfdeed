import 'server-only'
import type { RegistryClient } from '@/lib/registry/client-types'
import type { ConfiguredRegistry } from './context'

/** What a service learned about a registry and keeps between requests, for as long as its client lives. */
export function perRegistry<T>(create: () => T): (registry: ConfiguredRegistry) => T {
  const states = new WeakMap<RegistryClient, T>()
  return ({ client }) => {
    const known = states.get(client)
    if (known) return known
    const created = create()
    states.set(client, created)
    return created
  }
}
