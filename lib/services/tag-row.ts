import 'server-only'
import { LRUCache } from 'lru-cache'
import type { TagRow } from '@/lib/contract/tags'
import type { Digest } from '@/lib/oci/digest'
import type { Manifest } from '@/lib/oci/manifest'
import { RegistryError } from '@/lib/registry/errors'
import type { ConfiguredRegistry } from './context'
import { perRegistry } from './per-registry'
import { type ChildReader, createChildReader } from './reading'
import { type TagContent, tagContent } from './tag-content'

/** Platforms held in memory, over all repositories of a registry. */
const PLATFORMS_KEPT_MAX = 200_000
/** A child that was gone may be pushed again: it is asked for again after five minutes. */
const MISSING_KEPT_MS = 5 * 60_000

/** What a digest holds, with its children's states: kept until it is verified. */
const contentsOf = perRegistry(
  () =>
    new LRUCache<string, TagContent>({
      maxSize: PLATFORMS_KEPT_MAX,
      sizeCalculation: ({ platforms }) => platforms.length + 1,
    }),
)

/** One reading of many tags of a repository; a digest they share is read once. */
export interface TagPass {
  registry: ConfiguredRegistry
  repository: string
  verify: boolean
  signal: AbortSignal
  now: () => number
  reader: ChildReader
  contents: Map<Digest, Promise<TagContent>>
}

export function createTagPass(pass: Omit<TagPass, 'reader' | 'contents'>): TagPass {
  const { registry, repository, verify, signal } = pass
  return {
    ...pass,
    reader: createChildReader(registry.client, repository, { verify, signal }),
    contents: new Map(),
  }
}

/**
 * The row of one tag, by one conditional request; what its digest holds is read only where it is not known.
 * A tag that cannot be read is a row that says so, and `failure` tells why.
 */
export async function readTagRow(
  pass: TagPass,
  tag: string,
): Promise<{ row: TagRow; failure: RegistryError | null }> {
  try {
    const { manifest } = await pass.registry.client.getTag(pass.repository, tag, { signal: pass.signal })
    const content = await contentAt(pass, manifest)
    return { row: { tag, ...content }, failure: null }
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return { row: failedRow(pass, tag, error), failure: error.missing ? null : error }
  }
}

/** What a digest holds: from memory, from this pass, or read now. */
async function contentAt(pass: TagPass, manifest: Manifest): Promise<TagContent> {
  const { digest } = manifest
  const known = pass.verify ? undefined : contentsOf(pass.registry).get(contentKey(pass, digest))
  if (known) return known
  const reading = pass.contents.get(digest) ?? tagContent(manifest, pass.reader, pass.now())
  pass.contents.set(digest, reading)
  const content = await reading
  keep(pass, digest, content)
  return content
}

/** Somebody asked anew what a digest holds: the tag table does not go on showing what was known before. */
export function forgetContent(registry: ConfiguredRegistry, repository: string, digest: Digest): void {
  contentsOf(registry).delete(`${repository}@${digest}`)
}

const contentKey = ({ repository }: TagPass, digest: Digest) => `${repository}@${digest}`

/** What a cancelled or failed request left unread is not kept: the next one asks again. */
function keep(pass: TagPass, digest: Digest, content: TagContent): void {
  const states = content.platforms.map(({ status }) => status)
  if (pass.signal.aborted || states.includes('unreadable')) return
  const ttl = states.includes('missing') ? { ttl: MISSING_KEPT_MS } : {}
  contentsOf(pass.registry).set(contentKey(pass, digest), content, ttl)
}

function failedRow({ now }: TagPass, tag: string, error: RegistryError): TagRow {
  return {
    tag,
    digest: null,
    mediaType: null,
    kind: error.missing ? 'missing' : 'unknown',
    artifactType: null,
    size: null,
    createdAt: null,
    platforms: [],
    attestations: 0,
    problem: error.missing
      ? 'The registry lists this tag but has no manifest for it. Push it again, or delete the tag.'
      : error.message,
    checkedAt: new Date(now()).toISOString(),
  }
}
