'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { SafeText } from '@/components/inspect/safe-text'
import { CodeBlock } from '@/components/ui/code-block'
import { CommandLine } from '@/components/ui/command-line'
import { ErrorState } from '@/components/ui/error-state'
import { formatBytes } from '@/components/ui/format-bytes'
import { Skeleton } from '@/components/ui/skeleton'
import { toApiError } from '@/lib/client/api'
import { documentAddress, documentTextQuery } from '@/lib/client/attestation'
import { shellQuote } from '@/lib/composition/export/shell-words'
import type { ListedDocument } from '@/lib/contract/attestation'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { payloadOf, readableJson } from './readable-json'

/** More text than this is for a file, not for a page. */
const SHOWN_BYTES_MAX = 512 * 1024

interface RawDocumentProps {
  document: Pick<ListedDocument, 'digest' | 'size'>
  home: Pick<Reference, 'registry' | 'repository'>
}

/** The document itself, folded away until somebody wants it. */
export function RawDocument({ document, home }: RawDocumentProps) {
  const { digest, size } = document
  const [open, setOpen] = useState(false)
  const blob = formatReference({ ...home, digest })
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded-sm py-1 font-medium">Raw document</summary>
      <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-2">
        <a
          href={documentAddress(home, digest)}
          download={`${digest.replace(':', '-')}.json`}
          className="w-fit underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          Download, {formatBytes(size)}
        </a>
        <CommandLine command={`crane blob ${shellQuote(blob)}`} label="read it with crane" />
        {size > SHOWN_BYTES_MAX ? (
          <p className="text-ink-2">It is too long to be read on a page.</p>
        ) : (
          open && <Text home={home} digest={digest} />
        )}
      </div>
    </details>
  )
}

function Text({ home, digest }: { home: RawDocumentProps['home']; digest: string }) {
  const { data, error, refetch, isFetching } = useQuery(documentTextQuery(home, digest))
  const texts = useMemo(() => (data === undefined ? [] : textsOf(data)), [data])
  if (error)
    return <ErrorState error={toApiError(error)} onRetry={() => void refetch()} retrying={isFetching} />
  if (data === undefined) return <Skeleton className="h-64 rounded-lg" />
  return texts.map(({ label, text }) => (
    <CodeBlock key={label} label={label} className="max-h-[60dvh]">
      <SafeText text={text} />
    </CodeBlock>
  ))
}

function textsOf(data: string): { label: string; text: string }[] {
  const payload = payloadOf(data)
  const whole = { label: 'the document', text: readableJson(data) }
  return payload === null ? [whole] : [{ label: 'the statement inside', text: payload }, whole]
}
