import { RowsSkeleton } from '@/components/browse/rows-skeleton'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { formatBytes } from '@/components/ui/format-bytes'
import { countWords } from './layer-words'
import type { useReadFirst } from './use-read-first'

/** What looking at the files costs, before it is paid. */
export function ReadFirst({ unread, error, retry, onRead }: ReturnType<typeof useReadFirst>) {
  if (error) return <ErrorState error={error} onRetry={retry} />
  if (unread === null) return <RowsSkeleton label="Looking what was read before" />
  const size = formatBytes(unread.size)
  return (
    <EmptyState
      title={`${countWords(unread.count, 'layer')} must be read once: ${size}.`}
      actions={
        <Button variant="primary" onClick={onRead}>
          Read {size} of layers
        </Button>
      }
    >
      The server streams them from the registry and keeps the list of files, not the files. Nothing is pulled
      to your machine, and the next look is instant.
    </EmptyState>
  )
}
