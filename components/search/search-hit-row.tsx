import Link from 'next/link'
import { NamedPlatform } from '@/components/platform/named-platform'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import { rowLinkClass } from '@/components/ui/row-link'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { RowStop } from '@/components/ui/use-roving-rows'
import type { SearchHit } from '@/lib/contract/search'
import { referencePath } from '@/lib/routes'

const CHIPS_MAX = 12

interface SearchHitRowProps {
  hit: SearchHit
  stop: RowStop
}

/** One tag that matches: where it is, what it can be pulled for, and how fresh that is. */
export function SearchHitRow({ hit, stop }: SearchHitRowProps) {
  const { registry, repository, tag, platforms } = hit
  const more = platforms.length - CHIPS_MAX
  return (
    <div className="relative grid min-h-8.5 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b px-1 py-1.5 hover:bg-hover @3xl:grid-cols-[minmax(0,1.4fr)_minmax(0,1.6fr)_5rem_9rem] @3xl:py-1">
      <Link
        href={referencePath({ registry, repository, tag })}
        prefetch={false}
        {...stop}
        className={cn(rowLinkClass, 'text-xs')}
      >
        <span className="text-ink-3">{registry}/</span>
        {repository}
        <span className="text-ink-3">:</span>
        <span className="font-medium">{tag}</span>
      </Link>
      <span className="order-last col-span-2 flex min-w-0 flex-wrap items-center gap-1 @3xl:order-none @3xl:col-span-1">
        {platforms.slice(0, CHIPS_MAX).map((platform) => (
          <NamedPlatform key={platform} name={platform} />
        ))}
        {more > 0 && <span className="text-ink-3 text-xs">and {more} more</span>}
        {platforms.length === 0 && <span className="text-ink-2 text-xs">{KINDS[hit.kind]}</span>}
      </span>
      <Findings hit={hit} />
      <span className="text-ink-2 text-xs @max-3xl:hidden">
        checked <RelativeTime value={hit.checkedAt} />
      </span>
    </div>
  )
}

const KINDS: Record<SearchHit['kind'], string> = {
  index: 'an index that names no platform',
  image: 'an image without a platform',
  artifact: 'an artifact',
  unknown: 'of a kind nobody knows',
  missing: 'gone',
}

function Findings({ hit: { errors, warnings } }: { hit: SearchHit }) {
  return (
    <span className="flex items-center gap-3 text-xs tabular-nums">
      <Count kind="error" count={errors} word="errors" />
      <Count kind="warning" count={warnings} word="warnings" />
    </span>
  )
}

function Count({ kind, count, word }: { kind: 'error' | 'warning'; count: number; word: string }) {
  if (count === 0) return null
  return (
    <span className="inline-flex items-center gap-1" title={`${count} ${word}`}>
      <StatusGlyph kind={kind} label={null} />
      {count}
      <span className="sr-only"> {word}</span>
    </span>
  )
}
