import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { type Config, loadConfig } from '@/lib/config'
import { createRegistryClient } from '@/lib/registry/client'
import type { ConfiguredRegistry, Context } from '@/lib/services/context'
import { openStore } from '@/lib/storage/open-store'
import type { Store } from '@/lib/storage/store'
import { log } from './log'

export interface Edge {
  config: Config
  context: Context
}

const EDGE = Symbol.for('manifold.edge')
type Scope = typeof globalThis & { [EDGE]?: Edge }

/** The one configuration and context of this process. Kept on `globalThis`: a reload of modules must not open the store twice. */
export function processEdge(): Edge {
  const scope: Scope = globalThis
  scope[EDGE] ??= createEdge(loadConfig())
  return scope[EDGE]
}

/** Wires configuration to registry clients and a store that opens on first use. */
export function createEdge(config: Config): Edge {
  for (const notice of config.notices) log('warn', notice)
  const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const registries = new Map(
    config.registries.map(({ settings, repositories, readOnly }): [string, ConfiguredRegistry] => [
      settings.name,
      {
        name: settings.name,
        client: createRegistryClient(settings, { digestOf, now: Date.now, random: Math.random }),
        repositories,
        readOnlyReason: readOnly
          ? `${settings.name} is marked read-only in manifold.yaml.`
          : config.readOnlyReason,
        insecure: settings.insecureSkipVerify,
      },
    ]),
  )
  const context: Context = {
    actor: { name: 'anonymous' },
    now: Date.now,
    newId: randomUUID,
    digestOf,
    registries,
    store: openOnce(() => openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl })),
    log,
  }
  return { config, context }
}

/** One opening, shared by all who wait; a failed one is tried again by the next who asks. */
function openOnce(open: () => Promise<Store>): () => Promise<Store> {
  let opening: Promise<Store> | undefined
  return () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }
}
