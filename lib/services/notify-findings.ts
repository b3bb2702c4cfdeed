import 'server-only'
import { formatReference, parseReference } from '@/lib/oci/reference'
import { pageAddress, referencePath } from '@/lib/routes'
import type { JudgedChange, Place } from '@/lib/storage/index-store'

/** Who wants to hear of which findings, as configured. */
export interface NotificationTarget {
  url: string
  /** Finding codes. */
  on: ReadonlySet<string>
  /** Null: all registries. */
  registry: string | null
  /** Which repositories. */
  includes: (repository: string) => boolean
  /** Sent as `Authorization: Bearer ...`. */
  token: string | null
}

/** What is posted, one finding at a time. `id` is the same however often it is sent. */
export interface FindingNotification {
  type: 'finding'
  id: string
  code: string
  severity: string
  ref: string
  platform: string | null
  message: string
  /** The page of the tag; null where PUBLIC_URL does not say where that is. */
  url: string | null
  /** When it was found. */
  at: string
  /** The digests of the tag where it lost a platform; null where they are not known or do not matter. */
  before: string | null
  after: string | null
}

export interface Occasion {
  /** Milliseconds since the epoch. */
  at: number
  newId: () => string
  publicUrl: URL | null
}

/** What a judgement has to tell, and to whom: findings that were not there before. */
export function notificationsOf(
  place: Place,
  change: JudgedChange,
  targets: readonly NotificationTarget[],
  occasion: Occasion,
): { target: NotificationTarget; notification: FindingNotification }[] {
  const listening = targets.filter(
    ({ registry, includes }) =>
      (registry === null || registry === place.registry) && includes(place.repository),
  )
  if (listening.length === 0) return []
  return change.fresh.flatMap((finding) => {
    const wanting = listening.filter(({ on }) => on.has(finding.code))
    if (wanting.length === 0) return []
    const notification = notificationOf(place, change, finding, occasion)
    return wanting.map((target) => ({ target, notification }))
  })
}

function notificationOf(
  { registry, repository }: Place,
  { lost }: JudgedChange,
  { code, severity, ref, platform, message }: JudgedChange['fresh'][number],
  { at, newId, publicUrl }: Occasion,
): FindingNotification {
  const moved = lost.find(
    ({ tag, platforms }) =>
      formatReference({ registry, repository, tag }) === ref &&
      platform !== null &&
      platforms.includes(platform),
  )
  return {
    type: 'finding',
    id: newId(),
    code,
    severity,
    ref,
    platform,
    message,
    url: publicUrl && pageOf(ref, publicUrl),
    at: new Date(at).toISOString(),
    before: moved?.before ?? null,
    after: moved?.digest ?? null,
  }
}

function pageOf(ref: string, publicUrl: URL): string | null {
  const reference = parseReference(ref)
  return reference.ok ? pageAddress(publicUrl.origin, referencePath(reference.value)) : null
}
