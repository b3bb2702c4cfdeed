import type { TagEvent } from '@/lib/contract/history'

/** How an event came to be known, and whose doing it was where somebody told. */
export function originInWords(event: Pick<TagEvent, 'origin' | 'actor' | 'digest'>): string {
  const { origin, actor, digest } = event
  const removed = digest === null
  const by = actor === null ? '' : ` by ${actor}`
  switch (origin) {
    case 'push':
      return `${removed ? 'removed' : 'pushed'} from here${by}`
    case 'restore':
      return `${removed ? 'removed' : 'put back'} from here${by}`
    case 'webhook':
      return `${removed ? 'removed' : 'pushed'}${by}, as the registry told`
    case 'scan':
      return `${removed ? 'found gone' : 'seen'} by a scan${by && `, ${removed ? 'removed' : 'pushed'}${by}`}`
  }
}

/** `none`: there is nothing to put back, it is what the tag has. `gone`: the registry no longer has it. `now`: null for no tag. */
export function putBackOf(
  { digest, available }: Pick<TagEvent, 'digest' | 'available'>,
  now: string | null,
): 'none' | 'offered' | 'gone' {
  if (digest === null || digest === now) return 'none'
  return available ? 'offered' : 'gone'
}

/** Of an event's platforms those that the digest before had as well. */
export function keptPlatforms({ platforms, gained }: Pick<TagEvent, 'platforms' | 'gained'>): string[] {
  return platforms.filter((platform) => !gained.includes(platform))
}
