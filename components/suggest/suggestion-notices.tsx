import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import type { Suggestions } from './use-suggestions'

interface SuggestionNoticesProps {
  found: Suggestions
  readOnlyReason: string | null
  onLookIntoAll: () => void
}

/** How far the look has got, what it left out, and what it could not read. */
export function SuggestionNotices({ found, readOnlyReason, onLookIntoAll }: SuggestionNoticesProps) {
  const { progress, unread, warnings } = found
  return (
    <>
      {readOnlyReason && (
        <Notice kind="info" className="mb-3">
          Nothing can be pushed here: {readOnlyReason}
        </Notice>
      )}
      {progress && !progress.done && <Looking {...progress} />}
      {progress?.done && unread > 0 && (
        <Notice
          kind="info"
          className="mb-3"
          actions={
            <Button size="sm" onClick={onLookIntoAll}>
              Look into all tags
            </Button>
          }
        >
          {unread === 1 ? 'One repository has' : `${unread.toLocaleString('en')} repositories have`} no
          architecture in the name and {unread === 1 ? 'was' : 'were'} not looked into. Their tags may have.
        </Notice>
      )}
      {warnings.length > 0 && <Warnings warnings={warnings} />}
    </>
  )
}

function Looking({ checked, total }: { checked: number; total: number }) {
  const known = total > 1
  return (
    <div role="status" className="mb-3 max-w-sm text-ink-2 text-xs">
      {known
        ? `Looked into ${checked.toLocaleString('en')} of ${total.toLocaleString('en')} repositories; suggestions appear as they are found.`
        : 'Looking into the tags; suggestions appear as they are found.'}
      <Progress
        value={known ? checked : null}
        max={total}
        label="Repositories looked into"
        className="mt-1"
      />
    </div>
  )
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  const [first, ...more] = warnings
  return (
    <Notice kind="warning" className="mb-3">
      {first}
      {more.length > 0 && (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer rounded-xs text-ink-2">
            {more.length === 1 ? '1 more warning' : `${more.length} more warnings`}
          </summary>
          <ul className="mt-1 grid gap-1">
            {more.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  )
}
