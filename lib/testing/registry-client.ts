import { Readable } from 'node:stream'
import { createRegistryClient } from '@/lib/registry/client'
import type { RegistryClient, RegistrySettings } from '@/lib/registry/client-types'
import type { Wait } from '@/lib/registry/retry'
import { type Content, digestOf, type MadeManifest } from './make-image'

/** A client with harmless settings. Retries come at once; what they would have waited is pushed to `waits`. */
export function connectTo(
  url: string,
  settings: Partial<RegistrySettings> = {},
  {
    waits = [],
    now = Date.now,
    wait = async (milliseconds) => void waits.push(milliseconds),
  }: { waits?: number[]; now?: () => number; wait?: Wait } = {},
): RegistryClient {
  const defaults = {
    name: new URL(url).host,
    url,
    username: null,
    password: null,
    ca: null,
    insecureSkipVerify: false,
    concurrency: 8,
    userAgent: 'manifold-test',
  }
  return createRegistryClient(
    { ...defaults, ...settings },
    {
      digestOf,
      now,
      random: () => 0.5,
      wait,
    },
  )
}

/** Pushes blobs, then the manifest, under its digest and the tags given. */
export async function push(
  client: RegistryClient,
  repository: string,
  manifest: MadeManifest,
  ...tags: string[]
): Promise<void> {
  for (const blob of manifest.blobs) await pushBlob(client, repository, blob)
  for (const reference of tags.length === 0 ? [manifest.digest] : tags)
    await client.putManifest(repository, reference, manifest.mediaType, manifest.bytes)
}

export async function pushBlob(client: RegistryClient, repository: string, blob: Content): Promise<void> {
  await client.uploadBlob(repository, {
    digest: blob.digest,
    size: blob.bytes.byteLength,
    open: async () => Readable.from([blob.bytes]),
  })
}
