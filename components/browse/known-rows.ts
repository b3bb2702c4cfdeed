import type { ListTagsResponse, TagRow } from '@/lib/contract/tags'

export interface TagPages {
  pages: readonly ListTagsResponse[]
}

/** Whether the registry's answer is all there is to wait for. */
export const isWhole = (answer: TagPages | undefined): boolean =>
  answer !== undefined && answer.pages[0]?.progress?.done !== false

/** What a scan knew of the tags, while that is more than the registry has answered so far; else nothing. */
export function knownPages(
  answer: TagPages | undefined,
  scanned: ListTagsResponse | undefined,
): TagPages | undefined {
  if (isWhole(answer) || !scanned) return undefined
  const answered = answer?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0
  return scanned.items.length > answered ? { pages: [scanned] } : undefined
}

/** When the rows were checked: the oldest of them, so that none is older than it is told. Null without rows. */
export const oldestCheck = (rows: readonly Pick<TagRow, 'checkedAt'>[]): string | null =>
  rows.reduce<string | null>(
    (oldest, { checkedAt }) => (oldest === null || checkedAt < oldest ? checkedAt : oldest),
    null,
  )
