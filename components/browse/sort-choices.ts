import type { TagSort } from '@/lib/contract/tags'

export const SORT_WORDS: Record<TagSort, string> = {
  '-name': 'Version, newest first',
  name: 'Version, oldest first',
  '-created': 'Created, newest first',
  created: 'Created, oldest first',
  '-size': 'Size, largest first',
  size: 'Size, smallest first',
}

type SortColumn = 'name' | 'created' | 'size'

/** What a click on a column's head sorts by: the useful end first, then the other. */
export const nextSort = (column: SortColumn, now: TagSort): TagSort =>
  now === `-${column}` ? column : `-${column}`

export function ariaSort(column: SortColumn, now: TagSort): 'ascending' | 'descending' | 'none' {
  if (now === column) return 'ascending'
  return now === `-${column}` ? 'descending' : 'none'
}
