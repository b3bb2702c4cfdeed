import 'server-only'
import { RegistryEvent } from '@/lib/contract/webhooks'
import { isRepositoryName, isTag } from '@/lib/oci/reference'

/** What an event of a registry hints at: a place worth asking for again. */
export interface WebhookChange {
  id: string
  repository: string
  /** Null: all tags of the repository. */
  tag: string | null
  /** Something was deleted, maybe under an index that stays as it is: what is behind the tags has to be asked for. */
  verify: boolean
  /** Who did it, where the registry told. */
  actor: string | null
}

const CHANGES = new Set(['push', 'delete'])
const NAME_LENGTH_MAX = 128

/**
 * Reads one event; null where it tells of no change of a tag: pulls, blobs and children, what was pushed from here
 * (`userAgent` is ours, and who pushes looks by itself), and what is no event at all.
 */
export function readChange(value: unknown, userAgent: string): WebhookChange | null {
  const read = RegistryEvent.safeParse(value)
  if (!read.success) return null
  const { id, action, target, request, actor } = read.data
  if (!CHANGES.has(action) || request?.useragent === userAgent) return null
  const { repository, tag } = target
  if (!isRepositoryName(repository) || (tag !== undefined && !isTag(tag))) return null
  const verify = action === 'delete'
  if (!verify && tag === undefined) return null
  return { id, repository, tag: verify ? null : (tag ?? null), verify, actor: actorName(actor?.name) }
}

/** Shown to people as it is: one line, no control characters. */
function actorName(name: string | undefined): string | null {
  const clean = name?.replace(/\p{C}/gu, '').trim().slice(0, NAME_LENGTH_MAX)
  return clean || null
}

/** Hosts an event says it happened at: of the address of what changed, and of the request that changed it. */
export function hostsOf(value: unknown): string[] {
  const read = RegistryEvent.safeParse(value)
  if (!read.success) return []
  const { target, request } = read.data
  const address = target.url && URL.canParse(target.url) ? new URL(target.url).host : undefined
  return [address, request?.host?.toLowerCase()].filter((host): host is string => !!host)
}
