import { Bytes } from '@/components/ui/bytes'
import { cn } from '@/components/ui/cn'
import { Digest } from '@/components/ui/digest'
import type { RowPlace } from '@/components/ui/drawn-rows'
import { RelativeTime } from '@/components/ui/relative-time'
import type { RowStop } from '@/components/ui/use-roving-rows'
import type { TagRow } from '@/lib/contract/tags'
import type { Reference } from '@/lib/oci/reference'
import { TagName } from './tag-name'
import { TagPlatforms } from './tag-platforms'
import type { TagPick } from './use-tag-pick'

/** One grid for head and rows: six columns, or on narrow screens a card of two lines. */
export const rowGridClass =
  'grid items-center gap-x-4 grid-cols-[minmax(0,1fr)_auto_auto] @3xl:grid-cols-[minmax(7rem,1.1fr)_minmax(0,2.6fr)_4.5rem_5rem_7rem_8.5rem]'

/** Shown where there is room for a table. */
export const wideCellClass = 'hidden @3xl:block'

interface TagTableRowProps {
  home: Reference
  row: TagRow
  /** What was typed into the filter. */
  query: string
  pick: TagPick
  place: RowPlace
  stop: RowStop
}

export function TagTableRow(props: TagTableRowProps) {
  const { home, row, query, pick, place, stop } = props
  const gone = row.kind === 'missing'
  return (
    <tr
      {...place}
      aria-rowindex={place['data-index'] + 2}
      className={cn(
        rowGridClass,
        'absolute inset-x-0 top-0 min-h-8.5 gap-y-1 border-b px-1 py-1.5 @3xl:py-1 hover:bg-hover',
        row.tag === pick.first && 'bg-hover',
      )}
    >
      <td className="min-w-0">
        <TagName {...{ home, query, pick, stop, gone }} tag={row.tag} />
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
        {row.digest && <Digest value={row.digest} tabIndex={stop.tabIndex} />}
      </td>
    </tr>
  )
}
