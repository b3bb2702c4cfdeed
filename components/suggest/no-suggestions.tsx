import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { composePath } from '@/lib/routes'

interface NoSuggestionsProps {
  /** What was typed, and left nothing. */
  text: string
  /** Empty: the whole registry was looked through. */
  repository: string
  /** Repositories that were not looked into. */
  unread: number
  onClearText: () => void
  onWholeRegistry: () => void
}

/** Nothing to suggest, and why that may be. */
export function NoSuggestions(props: NoSuggestionsProps) {
  const { text, repository, unread, onClearText, onWholeRegistry } = props
  if (text !== '')
    return (
      <EmptyState
        title={`No suggestion contains “${text}”.`}
        actions={<Button onClick={onClearText}>Show all suggestions</Button>}
      />
    )
  return (
    <EmptyState
      title={unread > 0 ? 'Nothing to compose was found so far.' : 'Nothing is left to compose here.'}
      actions={
        <>
          {repository !== '' && <Button onClick={onWholeRegistry}>Look through the whole registry</Button>}
          <Button asChild>
            <Link href={composePath()}>Compose a tag by hand</Link>
          </Button>
        </>
      }
    >
      Suggestions are images whose names differ in an architecture alone, such as{' '}
      <code className="font-mono text-xs">app:1.2-amd64</code> and{' '}
      <code className="font-mono text-xs">app:1.2-arm64</code>, or{' '}
      <code className="font-mono text-xs">app-amd64:1.2</code> and{' '}
      <code className="font-mono text-xs">app-arm64:1.2</code>. None that were looked into lack a common tag.
    </EmptyState>
  )
}
