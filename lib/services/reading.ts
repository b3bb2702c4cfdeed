import 'server-only'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import type { Manifest } from '@/lib/oci/manifest'
import type { RegistryClient } from '@/lib/registry/client-types'
import { RegistryError } from '@/lib/registry/errors'

/** What came of asking for something: only a 404 is `missing`, any other failure is `unreadable`. */
export type Reading<T> =
  | { status: 'present'; value: T; problem: null }
  | { status: 'missing' | 'unreadable'; value: null; problem: string }

/** Reads the children and configs of one repository, each at most once a pass. */
export interface ChildReader {
  readonly repository: string
  manifest(digest: Digest): Promise<Reading<Manifest>>
  config(descriptor: Descriptor): Promise<Reading<ImageConfig>>
}

/** `verify` asks the registry again for what is known by digest: children vanish under an unchanged index. */
export function createChildReader(
  client: RegistryClient,
  repository: string,
  options: { verify: boolean; signal?: AbortSignal },
): ChildReader {
  const manifests = new Map<Digest, Promise<Reading<Manifest>>>()
  const configs = new Map<Digest, Promise<Reading<ImageConfig>>>()
  return {
    repository,
    manifest: (digest) => once(manifests, digest, () => client.getManifest(repository, digest, options)),
    config: (descriptor) =>
      once(configs, descriptor.digest, () => client.getConfig(repository, descriptor, options)),
  }
}

function once<T>(
  readings: Map<Digest, Promise<Reading<T>>>,
  digest: Digest,
  read: () => Promise<T>,
): Promise<Reading<T>> {
  const known = readings.get(digest)
  if (known) return known
  const reading = readingOf(read)
  readings.set(digest, reading)
  return reading
}

/** A registry's failure as a value; anything else is a bug and throws. */
export async function readingOf<T>(read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { status: 'present', value: await read(), problem: null }
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return { status: error.missing ? 'missing' : 'unreadable', value: null, problem: error.message }
  }
}
