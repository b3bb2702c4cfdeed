import Link from 'next/link'
import { DigestLink } from '@/components/inspect/digest-link'
import { NamedPlatform } from '@/components/platform/named-platform'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { OutOfStep } from '@/lib/contract/history'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

/** An index may have hundreds of entries; so many sources stand in a list, the rest is a number. */
const SHOWN_MAX = 6

type Moved = OutOfStep['moved'][number]

/** The sources that are no longer what a tag was composed from: which, from what to what. */
export function MovedSources({ moved, label }: { moved: readonly Moved[]; label: string }) {
  const more = moved.length - SHOWN_MAX
  return (
    <ul aria-label={label} className="grid min-w-0 gap-1">
      {moved.slice(0, SHOWN_MAX).map((source) => (
        <MovedSource key={`${source.source} ${source.platform}`} moved={source} />
      ))}
      {more > 0 && <li className="text-ink-2">and {more} more</li>}
    </ul>
  )
}

function MovedSource({ moved: { source, platform, before, now } }: { moved: Moved }) {
  const reference = parseReference(source)
  const home = reference.ok ? reference.value : null
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      {platform !== null && <NamedPlatform name={platform} />}
      {home ? (
        <Link href={referencePath(home)} prefetch={false} className={SOURCE_LINK}>
          {source}
        </Link>
      ) : (
        <span className="min-w-0 break-all font-mono text-xs">{source}</span>
      )}
      <span className="inline-flex flex-wrap items-center gap-x-1.5">
        <SourceDigest home={home} digest={before} />
        <span aria-hidden>→</span>
        {now === null ? (
          <span className="inline-flex items-center gap-1 text-bad">
            <StatusGlyph kind="missing" label={null} /> is gone
          </span>
        ) : (
          <>
            <span className="sr-only">is now</span>
            <SourceDigest home={home} digest={now} />
          </>
        )}
      </span>
    </li>
  )
}

const SOURCE_LINK =
  'inline-flex min-h-6 min-w-0 items-center break-all font-mono text-ink-2 text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink'

function SourceDigest({ home, digest }: { home: Reference | null; digest: string }) {
  if (!home) return <span className="break-all font-mono text-xs">{digest}</span>
  return <DigestLink home={home} digest={digest} />
}
