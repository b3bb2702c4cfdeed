'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { toApiError } from '@/lib/client/api'
import type { inspectTextQuery } from '@/lib/client/inspect'

interface RawTextProps {
  query: ReturnType<typeof inspectTextQuery>
  /** Where the same bytes are to be had. */
  href: string
  label: string
  fileName: string
  children: (text: string) => ReactNode
}

/** A text from the server as it is, with ways to take it along. */
export function RawText({ query, href, label, fileName, children }: RawTextProps) {
  const { data, error, refetch, isFetching } = useQuery(query)
  if (error)
    return <ErrorState error={toApiError(error)} onRetry={() => void refetch()} retrying={isFetching} />
  if (data === undefined)
    return (
      <div role="status">
        <span className="sr-only">Reading</span>
        <Skeleton className="h-64 rounded-lg" />
      </div>
    )
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <CopyButton value={data} label={`Copy ${label}`} variant="default">
          Copy all
        </CopyButton>
        <a
          href={href}
          download={fileName}
          className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          Download
        </a>
      </div>
      <CodeBlock label={label} className="max-h-[70dvh]">
        {children(data)}
      </CodeBlock>
    </div>
  )
}
