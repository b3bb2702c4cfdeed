import { Button } from './button'
import { Notice } from './notice'

/** What a failed call has to say; `ApiError` fits. */
export interface Failure {
  code: string
  message: string
  hint?: string
  requestId?: string
}

interface ErrorStateProps {
  error: Failure
  onRetry?: () => void
  /** True while the retry runs. */
  retrying?: boolean
  className?: string
}

/** A failure as a sentence and what to do, with the code and request id for whoever is asked to help. */
export function ErrorState({ error, onRetry, retrying = false, className }: ErrorStateProps) {
  return (
    <Notice
      kind="error"
      className={className}
      actions={
        onRetry && (
          <Button size="sm" onClick={onRetry} disabled={retrying}>
            {retrying ? 'Trying again…' : 'Try again'}
          </Button>
        )
      }
    >
      <p className="font-medium">{error.message}</p>
      {error.hint && <p className="text-ink-2">{error.hint}</p>}
      <p className="mt-1 font-mono text-2xs text-ink-2">
        {error.code}
        {error.requestId && ` · request ${error.requestId}`}
      </p>
    </Notice>
  )
}
