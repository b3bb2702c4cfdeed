import Link from 'next/link'
import { Bytes } from '@/components/ui/bytes'
import { cn } from '@/components/ui/cn'
import { Digest } from '@/components/ui/digest'
import { RelativeTime } from '@/components/ui/relative-time'
import type { TagRow } from '@/lib/contract/tags'
import { referencePath } from '@/lib/routes'
import { MatchedText } from './matched-text'
import { TagPlatforms } from './tag-platforms'

/** One grid for head and rows: six columns, or on narrow screens a card of two lines. */
export const rowGridClass =
  'grid items-center gap-x-4 grid-cols-[minmax(0,1fr)_auto_auto] @3xl:grid-cols-[minmax(7rem,1.1fr)_minmax(0,2.6fr)_4.5rem_5rem_7rem_8.5rem]'

/** Shown where there is room for a table. */
export const wideCellClass = 'hidden @3xl:block'

interface TagTableRowProps {
  registry: string
  repository: string
  row: TagRow
  /** What was typed into the filter. */
  query: string
  index: number
  active: boolean
  /** Pixels from the top of the list. */
  offset: number
  measure: (element: HTMLElement | null) => void
  onActive: () => void
}

export function TagTableRow(props: TagTableRowProps) {
  const { registry, repository, row, query, index, active, offset, measure, onActive } = props
  const gone = row.kind === 'missing'
  const tabIndex = active ? 0 : -1
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${offset}px)` }}
      className={cn(
        rowGridClass,
        'absolute inset-x-0 top-0 min-h-8.5 gap-y-1 border-b px-1 py-1.5 @3xl:py-1 hover:bg-hover',
      )}
    >
      <td className="min-w-0">
        <Link
          href={referencePath({ registry, repository, tag: row.tag })}
          prefetch={false}
          data-row={index}
          tabIndex={tabIndex}
          onFocus={onActive}
          className={cn(
            'break-all font-medium font-mono after:absolute after:inset-0 after:content-[""]',
            'focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-ink focus-visible:after:-outline-offset-2',
            gone && 'line-through',
          )}
        >
          <MatchedText text={row.tag} query={query} />
        </Link>
      </td>
      <td className="order-last col-span-3 min-w-0 @3xl:order-none @3xl:col-span-1">
        <TagPlatforms row={row} />
      </td>
      <td className={cn(wideCellClass, 'text-ink-2 text-xs')}>{gone ? 'gone' : row.kind}</td>
      <td className="@3xl:text-right">
        <Bytes value={row.size} />
      </td>
      <td className="text-ink-2 text-xs @3xl:text-base">
        <RelativeTime value={row.createdAt} />
      </td>
      <td className={cn(wideCellClass, 'relative z-10 w-fit')}>
        {row.digest && <Digest value={row.digest} tabIndex={tabIndex} />}
      </td>
    </tr>
  )
}
