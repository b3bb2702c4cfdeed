'use client'

import { type KeyboardEvent, useMemo, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { RepositoryRow } from './repository-row'
import { repositoryTree } from './repository-tree'
import { usePageRows } from './use-page-rows'
import { useRovingRows } from './use-roving-rows'

const ROW_PX = 30

interface RepositoryListProps {
  registry: string
  names: readonly string[]
  /** What was typed; with it every namespace is open. */
  query: string
}

/** The repositories as a tree by namespace (ARIA practices, "tree view"); of thousands only those in view are drawn. */
export function RepositoryList({ registry, names, query }: RepositoryListProps) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(
    () => repositoryTree(names, query === '' ? collapsed : new Set()),
    [names, collapsed, query],
  )
  const roving = useRovingRows<HTMLDivElement>({
    count: rows.length,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  })
  const { virtualizer, top } = usePageRows({
    count: rows.length,
    estimatedHeight: ROW_PX,
    box: roving.box,
    keyOf: (index) => `${rows[index]?.kind} ${rows[index]?.name}`,
  })
  const toggle = (name: string) =>
    setCollapsed((before) => {
      const after = new Set(before)
      if (!after.delete(name)) after.add(name)
      return after
    })
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[roving.active]
    if (row && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault()
      const opens = event.key === 'ArrowRight'
      if (row.kind === 'namespace' && row.expanded !== opens) toggle(row.name)
      else if (opens && row.kind === 'namespace') roving.moveTo(roving.active + 1)
      else if (!opens)
        roving.moveTo(rows.findLastIndex((other, i) => i < roving.active && other.level < row.level))
    } else roving.onKeyDown(event)
  }
  return (
    <div
      ref={roving.box}
      role="tree"
      tabIndex={-1}
      aria-label={`Repositories of ${registry}`}
      onKeyDown={onKeyDown}
      className={cn('relative')}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const row = rows[index]
        if (!row) return null
        return (
          <RepositoryRow
            key={key}
            registry={registry}
            row={row}
            query={query}
            index={index}
            active={index === roving.active}
            offset={start - top}
            onActive={() => roving.setActive(index)}
            onToggle={() => toggle(row.name)}
          />
        )
      })}
    </div>
  )
}
