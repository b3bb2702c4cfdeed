import Link from 'next/link'
import { DigestLink } from '@/components/inspect/digest-link'
import { PlatformChange } from '@/components/platform/platform-change'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import { shortDigest } from '@/components/ui/short-digest'
import type { TagEvent } from '@/lib/contract/history'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { comparePath } from '@/lib/routes'
import { keptPlatforms, originInWords, putBackOf } from './timeline-words'

interface TimelineEventProps {
  event: TagEvent
  home: Pick<Reference, 'registry' | 'repository'>
  /** The digest it had before; null where that is not known, or it had none. */
  before: string | null
  /** What the tag points to; null where it is gone. */
  now: string | null
  /** The first that is known: it has nothing before it to be compared with. */
  first: boolean
  /** Absent where nothing can be written. */
  onPutBack: ((digest: string) => void) | undefined
}

/** One digest the tag had: since when, by whom, and what it brought or cost. */
export function TimelineEvent({ event, home, before, now, first, onPutBack }: TimelineEventProps) {
  const { at, digest } = event
  const current = digest !== null && digest === now
  return (
    <li className="relative grid gap-x-4 gap-y-1 border-l py-2.5 pl-4 last:border-l-transparent md:grid-cols-[9rem_minmax(0,1fr)_auto]">
      <span
        aria-hidden
        className={cn(
          'absolute top-4 -left-1.25 size-2.25 rounded-full border border-ink-2 bg-panel',
          current && 'border-ink bg-ink',
          digest === null && 'border-bad border-dashed',
        )}
      />
      <p className="text-ink-2">
        <RelativeTime value={at} />
        <span className="block text-ink-3 text-xs">
          <ClockTime value={at} />
        </span>
      </p>
      <div className="grid min-w-0 content-start gap-1.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {digest === null ? (
            <span className="font-medium">The tag was removed.</span>
          ) : (
            <DigestLink home={home} digest={digest} />
          )}
          {current && <Badge variant="ok">now</Badge>}
          <span className="break-words text-ink-2 text-xs">{originInWords(event)}</span>
          <CompareBefore home={home} before={before} after={digest} />
        </p>
        <EventPlatforms event={event} first={first} />
      </div>
      <PutBack event={event} now={now} onPutBack={onPutBack} />
    </li>
  )
}

interface CompareBeforeProps {
  home: TimelineEventProps['home']
  before: string | null
  after: string | null
}

/** What the move changed, laid side by side. */
function CompareBefore({ home: { registry, repository }, before, after }: CompareBeforeProps) {
  if (before === null || after === null || before === after) return null
  const named = (digest: string) => formatReference({ registry, repository, digest })
  return (
    <Link
      href={comparePath({ a: named(before), b: named(after) })}
      prefetch={false}
      aria-label={`Compare ${shortDigest(after)} with the digest before`}
      className="text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      compare with before
    </Link>
  )
}

function EventPlatforms({ event, first }: Pick<TimelineEventProps, 'event' | 'first'>) {
  const { platforms, gained, lost, digest } = event
  if (digest !== null && platforms.length === 0 && lost.length === 0)
    return <p className="text-ink-3 text-xs">It names no platform, or could not be read in time.</p>
  if (first)
    return (
      <p className="flex flex-wrap gap-x-3 gap-y-1">
        <PlatformChange sign="=" word="first seen with" platforms={platforms} />
      </p>
    )
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <PlatformChange sign="−" word="lost" platforms={lost} />
      <PlatformChange sign="+" word="gained" platforms={gained} />
      <PlatformChange sign="=" word="kept" platforms={keptPlatforms(event)} />
    </p>
  )
}

function PutBack({ event, now, onPutBack }: Pick<TimelineEventProps, 'event' | 'now' | 'onPutBack'>) {
  const { digest } = event
  const offer = putBackOf(event, now)
  if (digest === null || offer === 'none') return null
  if (offer === 'gone')
    return (
      <p className="max-w-56 text-ink-2 text-xs md:text-right">
        The registry no longer has it, so it cannot be put back.
      </p>
    )
  if (!onPutBack) return null
  return (
    <Button
      size="sm"
      className="justify-self-start md:justify-self-end"
      aria-label={`Put back ${shortDigest(digest)}`}
      onClick={() => onPutBack(digest)}
    >
      Put back
    </Button>
  )
}
