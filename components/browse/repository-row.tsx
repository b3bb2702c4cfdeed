import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import type { RowPlace } from '@/components/ui/drawn-rows'
import type { RowStop } from '@/components/ui/use-roving-rows'
import { referencePath } from '@/lib/routes'
import { MatchedText } from './matched-text'
import type { TreeRow } from './repository-tree'

interface RepositoryRowProps {
  registry: string
  row: TreeRow
  query: string
  place: RowPlace
  stop: RowStop
  onToggle: () => void
}

export function RepositoryRow(props: RepositoryRowProps) {
  const { registry, row, query, place, stop, onToggle } = props
  const shared = {
    ...place,
    ...stop,
    'aria-level': row.level,
    'aria-posinset': row.position,
    'aria-setsize': row.siblings,
    style: { ...place.style, paddingLeft: `${(row.level - 1) * 18 + 8}px` },
    className: cn(
      'absolute inset-x-0 top-0 flex h-7.5 items-center gap-1.5 rounded-md pr-2 font-mono text-xs hover:bg-hover',
      'focus-visible:-outline-offset-2',
    ),
  }
  const label = <MatchedText text={row.label} query={query} />
  if (row.kind === 'repository') {
    return (
      <Link
        {...shared}
        role="treeitem"
        href={referencePath({ registry, repository: row.name })}
        prefetch={false}
        title={row.name}
      >
        <span className="w-3 shrink-0" />
        <span className="truncate">{label}</span>
      </Link>
    )
  }
  return (
    <div
      {...shared}
      role="treeitem"
      tabIndex={stop.tabIndex}
      aria-expanded={row.expanded}
      aria-label={`${row.name}, ${row.count} repositories`}
      onClick={onToggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onToggle()
      }}
    >
      <ChevronRight
        aria-hidden
        className={cn('size-3 shrink-0 text-ink-3 transition-transform', row.expanded && 'rotate-90')}
      />
      <span className="truncate text-ink-2">{label}/</span>
      <span className="text-ink-3 tabular-nums">{row.count}</span>
    </div>
  )
}
