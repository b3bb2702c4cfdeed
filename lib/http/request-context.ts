import 'server-only'
import { hash, randomUUID } from 'node:crypto'
import { type Config, loadConfig } from '@/lib/config'
import { createLayerLists } from '@/lib/layers/layer-lists'
import { createRegistryClient } from '@/lib/registry/client'
import type { ConfiguredRegistry, Context } from '@/lib/services/context'
import { openStore } from '@/lib/storage/open-store'
import type { Store } from '@/lib/storage/store'
import { findingNotifier } from './finding-notifier'
import { log } from './log'
import { tokenCheck } from './token-check'

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
  const digestOf = (bytes: Uint8Array) => `sha256:${hash('sha256', bytes, 'hex')}`
  const registries = new Map(
    config.registries.map(
      ({ settings, repositories, readOnly, webhookToken, scan }): [string, ConfiguredRegistry] => [
        settings.name,
        {
          name: settings.name,
          client: createRegistryClient(settings, { digestOf, now: Date.now, random: Math.random }),
          repositories,
          readOnlyReason: readOnly
            ? `${settings.name} is marked read-only in manifold.yaml.`
            : config.readOnlyReason,
          insecure: settings.insecureSkipVerify,
          scan: { ...scan, isWhole: scan.repositories.includes('**') },
          webhook: {
            host: new URL(settings.url).host,
            userAgent: settings.userAgent,
            accepts: webhookToken === null ? null : tokenCheck(webhookToken),
          },
        },
      ],
    ),
  )
  const context: Context = {
    actor: { name: 'anonymous' },
    now: Date.now,
    newId: randomUUID,
    digestOf,
    registries,
    policies: config.policies.map((policy) => ({ ...policy, registry: policy.registry ?? null })),
    readOnlyReason: config.readOnlyReason,
    layerLists: createLayerLists({ folder: config.layersDir, now: Date.now }),
    store: openOnce(() => openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl })),
    log,
  }
  if (config.notifications.length > 0) context.onJudged = notifierOf(config, context)
  return { config, context }
}

function notifierOf({ notifications, publicUrl, version }: Config, { now, newId }: Context) {
  const userAgent = `Manifold/${version}`
  return findingNotifier({ targets: notifications, publicUrl, userAgent, now, newId, log })
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
