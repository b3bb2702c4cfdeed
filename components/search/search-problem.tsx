import { MatchedText } from '@/components/browse/matched-text'
import { Notice } from '@/components/ui/notice'
import type { ApiError } from '@/lib/client/api'

/** A query that cannot be read: the word it is about, marked where it stands, and what would be right. */
export function SearchProblem({ q, error }: { q: string; error: ApiError }) {
  const word = typeof error.details?.word === 'string' ? error.details.word : ''
  return (
    <Notice kind="warning" className="max-w-2xl">
      <p className="break-all font-mono text-xs">
        <MatchedText text={q} query={word} />
      </p>
      <p role="status">{error.message}</p>
      {error.hint && <p className="text-ink-2">{error.hint}</p>}
    </Notice>
  )
}
