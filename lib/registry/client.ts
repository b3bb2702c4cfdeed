import 'server-only'
import type { DigestOf } from '@/lib/oci/digest'
import { createBlobReader } from './blobs'
import { type CallerDependencies, createCaller } from './caller'
import { createTagCheck } from './check-tag'
import type { RegistryClient, RegistrySettings } from './client-types'
import { createForward } from './forward'
import { createListings } from './listings'
import { createManifestCache } from './manifest-cache'
import { createManifestFetch } from './manifest-fetch'
import { createManifestWriter } from './manifest-writer'
import { createManifestReader } from './manifests'
import { createReferrersReader } from './referrers'
import { createTargets } from './targets'
import { createUploader } from './uploads'

export interface ClientDependencies extends CallerDependencies {
  digestOf: DigestOf
}

/** A client of one registry. See `RegistryClient` for what each verb promises. */
export function createRegistryClient(settings: RegistrySettings, deps: ClientDependencies): RegistryClient {
  const { digestOf, now } = deps
  const caller = createCaller(settings, deps)
  const targets = createTargets(settings.name)
  const cache = createManifestCache()
  const fetch = createManifestFetch({ caller, targets, digestOf })
  const reader = createManifestReader({ fetch, cache, now })
  const method = settings.scan?.method ?? 'get'
  const { headTag } = reader
  return {
    name: settings.name,
    counters: caller.counters,
    scanLane: caller.scanLane,
    close: caller.close,
    ...createListings(caller, targets, now),
    ...reader,
    checkTag: createTagCheck({ fetch, method, now }),
    ...createManifestWriter({ caller, targets, cache, digestOf, headTag }),
    ...createBlobReader(caller, targets),
    ...createReferrersReader(caller, targets),
    ...createUploader(caller, targets, deps),
    forward: createForward(caller, targets),
  }
}
