import 'server-only'
import type { DigestOf } from '@/lib/oci/digest'
import { createBlobReader } from './blobs'
import { type CallerDependencies, createCaller } from './caller'
import type { RegistryClient, RegistrySettings } from './client-types'
import { createForward } from './forward'
import { createListings } from './listings'
import { createManifestCache } from './manifest-cache'
import { createManifestWriter } from './manifest-writer'
import { createManifestReader } from './manifests'
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
  const reader = createManifestReader({ caller, targets, cache, digestOf, now })
  const { headTag } = reader
  return {
    name: settings.name,
    counters: caller.counters,
    close: caller.close,
    ...createListings(caller, targets, now),
    ...reader,
    ...createManifestWriter({ caller, targets, cache, digestOf, headTag }),
    ...createBlobReader(caller, targets),
    ...createUploader(caller, targets, deps),
    forward: createForward(caller, targets),
  }
}
