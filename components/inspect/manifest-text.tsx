'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { toApiError } from '@/lib/client/api'
import { type InspectFormat, inspectTextQuery } from '@/lib/client/inspect'
import { apiPath } from '@/lib/routes'

interface ManifestTextProps {
  reference: string
  format: InspectFormat
  label: string
  fileName: string
  children: (text: string) => ReactNode
}

/** A manifest as text from the server, with ways to take it along. */
export function ManifestText({ reference, format, label, fileName, children }: ManifestTextProps) {
  const { data, error, refetch, isFetching } = useQuery(inspectTextQuery(reference, format))
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
          href={apiPath('inspect', { ref: reference, format })}
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
