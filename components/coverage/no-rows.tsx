import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { CoverageView } from './use-coverage-view'

interface NoRowsProps {
  view: CoverageView
  /** A scan is reading, so that there may be more in a moment. */
  reading: boolean
  onScan: () => void
}

/** Nothing to show, why, and what to do. */
export function NoRows({ view, reading, onScan }: NoRowsProps) {
  const { rows, scope, narrowed } = view
  const clear = <Button onClick={view.clear}>Show all tags</Button>
  const onlyMissing = rows.missing && rows.q === '' && rows.platform === '' && rows.finding === ''
  if (onlyMissing && !reading)
    return (
      <EmptyState title="Nothing is wrong here." actions={clear}>
        No tag has a finding that counts as an error.
      </EmptyState>
    )
  if (narrowed)
    return (
      <EmptyState title={reading ? 'No tag matches so far.' : 'No tag matches.'} actions={clear}>
        {reading ? 'Tags are still being read.' : 'Loosen a filter, or show all tags.'}
      </EmptyState>
    )
  if (reading) return <EmptyState title="Tags appear here as they are checked." />
  const place = scope.repository || scope.match
  return (
    <EmptyState
      title={place === '' ? 'No tags are known.' : `No tags of ${place} are known.`}
      actions={
        <Button onClick={onScan}>{scope.repository === '' ? 'Scan now' : 'Scan this repository'}</Button>
      }
    >
      Either there are none, or they were pushed after the last scan.
    </EmptyState>
  )
}
