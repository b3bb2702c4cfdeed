import type { ReactNode } from 'react'
import { Button } from './button'

interface ShowMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
  children: ReactNode
}

/** Below a list that is read a page at a time; nothing where all is shown. */
export function ShowMore({ query, children }: ShowMoreProps) {
  if (!query.hasNextPage) return null
  return (
    <Button
      className="mt-3 w-fit"
      onClick={() => void query.fetchNextPage()}
      disabled={query.isFetchingNextPage}
    >
      {query.isFetchingNextPage ? 'Reading…' : children}
    </Button>
  )
}
