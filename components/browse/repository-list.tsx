'use client'

import { type KeyboardEvent, useMemo, useState } from 'react'
import { usePageRows } from '@/components/ui/use-page-rows'
import { useRovingRows } from '@/components/ui/use-roving-rows'
import { RepositoryRow } from './repository-row'
import { repositoryTree, type TreeRow } from './repository-tree'

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
  const tree = useMemo(
    () => repositoryTree(names, query === '' ? collapsed : new Set()),
    [names, collapsed, query],
  )
  const rows = usePageRows<TreeRow, HTMLDivElement>({
    items: tree,
    estimatedHeight: ROW_PX,
    keyOf: ({ kind, name }) => `${kind} ${name}`,
  })
  const roving = useRovingRows(rows)
  const toggle = (name: string) =>
    setCollapsed((before) => {
      const after = new Set(before)
      if (!after.delete(name)) after.add(name)
      return after
    })
  const onKeyDown = (event: KeyboardEvent) => {
    const row = tree[roving.active]
    if (row && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault()
      const opens = event.key === 'ArrowRight'
      if (row.kind === 'namespace' && row.expanded !== opens) toggle(row.name)
      else if (opens && row.kind === 'namespace') roving.moveTo(roving.active + 1)
      else if (!opens)
        roving.moveTo(tree.findLastIndex((other, i) => i < roving.active && other.level < row.level))
    } else roving.onKeyDown(event)
  }
  return (
    <div
      ref={rows.box}
      role="tree"
      tabIndex={-1}
      aria-label={`Repositories of ${registry}`}
      onKeyDown={onKeyDown}
      className="relative"
      style={{ height: rows.height }}
    >
      {rows.drawn.map(({ key, item, index, place }) => (
        <RepositoryRow
          key={key}
          registry={registry}
          row={item}
          query={query}
          place={place}
          stop={roving.stop(index)}
          onToggle={() => toggle(item.name)}
        />
      ))}
    </div>
  )
}
