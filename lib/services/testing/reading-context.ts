import 'server-only'
import { hash } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLayerLists } from '@/lib/layers/layer-lists'
import { createRegistryClient } from '@/lib/registry/client'
import type { RegistrySettings } from '@/lib/registry/client-types'
import type { ConfiguredRegistry, Context } from '@/lib/services/context'

/** A context over real registries, as the HTTP edge would make it, without a store. */
export function readingContext(
  ...registries: (Partial<RegistrySettings> & { name: string; url: string; repositories?: string[] })[]
): Context {
  const digestOf = (bytes: Uint8Array) => `sha256:${hash('sha256', bytes, 'hex')}`
  const configured = registries.map(({ repositories = [], ...given }): [string, ConfiguredRegistry] => {
    const settings: RegistrySettings = {
      username: null,
      password: null,
      ca: null,
      insecureSkipVerify: false,
      concurrency: 8,
      userAgent: 'Manifold/test',
      ...given,
    }
    const client = createRegistryClient(settings, { digestOf, now: Date.now, random: Math.random })
    return [given.name, { name: given.name, client, repositories, readOnlyReason: null, insecure: false }]
  })
  return {
    actor: { name: 'test' },
    now: Date.now,
    newId: () => crypto.randomUUID(),
    digestOf,
    registries: new Map(configured),
    policies: [],
    readOnlyReason: null,
    layerLists: createLayerLists({ folder: join(tmpdir(), `manifold-lists-${process.pid}`), now: Date.now }),
    store: () => Promise.reject(new Error('These tests keep nothing.')),
    log: () => {},
  }
}

/** A caller that never leaves. */
export const never = new AbortController().signal
setMaxListeners(0, never)
