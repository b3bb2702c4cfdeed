import { FirstFew } from '@/components/ui/first-few'
import { Notice } from '@/components/ui/notice'
import { formatPlatform } from '@/lib/oci/platform'
import type { UnreachedEntry } from '@/lib/oci/who-gets-what'
import type { PulledEntry } from './pulled-entry'

/** An index may have hundreds of them. */
const SHOWN_MAX = 6

interface WhoGetsWhatUnreachedProps {
  unreached: readonly UnreachedEntry[]
  entries: readonly PulledEntry[]
}

/** Entries that are in the index and that nobody pulls. */
export function WhoGetsWhatUnreached({ unreached, entries }: WhoGetsWhatUnreachedProps) {
  if (unreached.length === 0) return null
  return (
    <Notice
      kind="warning"
      className="mb-3"
      title={
        unreached.length === 1
          ? 'One entry is pulled by nobody.'
          : `${unreached.length} entries are pulled by nobody.`
      }
    >
      <FirstFew items={unreached} most={SHOWN_MAX}>
        {(some) => (
          <ul className="mt-1 grid gap-1">
            {some.map((one) => (
              <li key={one.place}>{sentence(one, entries)}</li>
            ))}
          </ul>
        )}
      </FirstFew>
    </Notice>
  )
}

function sentence({ place, hiddenBy }: UnreachedEntry, entries: readonly PulledEntry[]): string {
  const platform = entries[place]?.platform
  const numberOf = (at: number) => entries[at]?.number ?? at + 1
  const name = `Entry ${numberOf(place)} (${platform ? formatPlatform(platform) : 'no platform'})`
  if (hiddenBy !== null)
    return `${name} stands behind entry ${numberOf(hiddenBy)}, which every client prefers. Remove one of the two.`
  return platform
    ? `${name} is for no host of this board: only a client that is told this platform gets it.`
    : `${name} names no platform, so clients pass it over. Give it one.`
}
