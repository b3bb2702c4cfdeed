'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { formatBytes } from '@/components/ui/format-bytes'
import { Skeleton } from '@/components/ui/skeleton'
import { toApiError } from '@/lib/client/api'
import { type FilesSource, fileAddress, fileStartQuery } from '@/lib/client/files'
import type { FileEntry } from '@/lib/contract/files'
import { hexDump, isPicture, textOf } from './file-bytes'
import { nameOf } from './file-path'
import { hasContent } from './file-words'

/** Bytes of a file that are shown as text. */
const TEXT_BYTES = 256 * 1024
const HEX_BYTES = 256
const PICTURE_BYTES_MAX = 16 * 1024 * 1024

interface FileContentProps {
  entry: FileEntry
  source: FilesSource
}

/** What is in a file: a picture, its text, or its first bytes. Never more than a part of a large one. */
export function FileContent({ entry, source }: FileContentProps) {
  const [isBroken, setIsBroken] = useState(false)
  if (!hasContent(entry))
    return (
      <EmptyState title={`A ${entry.type} has no content.`}>It is made anew in every container.</EmptyState>
    )
  if (entry.type === 'file' && entry.size === 0) return <EmptyState title="This file is empty." />
  if (isPicture(entry.path) && entry.size <= PICTURE_BYTES_MAX && !isBroken)
    return <Picture entry={entry} source={source} onBroken={() => setIsBroken(true)} />
  return <Start entry={entry} source={source} />
}

function Picture({ entry, source, onBroken }: FileContentProps & { onBroken: () => void }) {
  return (
    <div className="grid min-h-24 place-items-center rounded-lg border bg-sunk p-4">
      {/* biome-ignore lint/performance/noImgElement: a file out of an image, which nothing may resize or keep */}
      <img
        src={fileAddress({ ...source, path: entry.path })}
        alt={nameOf(entry.path)}
        onError={onBroken}
        className="max-h-120 min-h-4 max-w-full object-contain"
      />
    </div>
  )
}

function Start({ entry, source }: FileContentProps) {
  const query = useQuery(fileStartQuery(source, entry.path, TEXT_BYTES))
  if (query.error)
    return (
      <ErrorState
        error={toApiError(query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    )
  if (!query.data)
    return (
      <div role="status" className="grid gap-2">
        <span className="sr-only">Reading the file</span>
        <Skeleton className="w-80 max-w-full" />
        <Skeleton className="w-60 max-w-full" />
      </div>
    )
  const bytes = query.data
  const isCut = entry.size > bytes.byteLength
  const text = textOf(bytes, isCut)
  if (text === null) return <Binary bytes={bytes.subarray(0, HEX_BYTES)} size={entry.size} />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <CodeBlock label={`Text of ${nameOf(entry.path)}`} className="max-h-160">
        {text}
      </CodeBlock>
      {isCut && (
        <p className="text-ink-2">
          The first {formatBytes(bytes.byteLength)} of {formatBytes(entry.size)}. Download it to see the rest.
        </p>
      )}
    </div>
  )
}

function Binary({ bytes, size }: { bytes: Uint8Array; size: number }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <p className="text-ink-2">
        This is no text.{' '}
        {bytes.byteLength < size ? `Its first ${bytes.byteLength} bytes` : `Its ${bytes.byteLength} bytes`}:
      </p>
      <CodeBlock label="The first bytes">{hexDump(bytes)}</CodeBlock>
    </div>
  )
}
