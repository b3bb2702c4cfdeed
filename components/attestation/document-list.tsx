'use client'

import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { Bytes } from '@/components/ui/bytes'
import { cn } from '@/components/ui/cn'
import type { ListedDocument } from '@/lib/contract/attestation'
import type { Reference } from '@/lib/oci/reference'
import { DocumentView } from './document-view'
import { formatInWords, KIND_ANSWERS, KIND_IN_WORDS } from './document-words'
import { NONE, useDocumentView } from './use-document-view'

interface DocumentListProps {
  home: Pick<Reference, 'registry' | 'repository'>
  /** The digest of the manifest whose layers they are. */
  manifest: string
  documents: readonly ListedDocument[]
  /** The digest of what they describe, where it is known. */
  about: string | null
  /** The one that is open until somebody says otherwise. */
  standard?: string
}

/** Documents of one manifest: what each is, and in it what it says. One is open at a time, and has a link. */
export function DocumentList({ home, manifest, documents, about, standard }: DocumentListProps) {
  const view = useDocumentView()
  const id = useId()
  const open = view.document ?? standard ?? null
  return (
    <ul className="border-t">
      {documents.map((document, place) => {
        const { digest, readable } = document
        const isOpen = readable && digest === open
        return (
          <li key={`${place.toString()} ${digest}`} className="border-b">
            <DocumentRow
              document={document}
              controls={`${id}-${place}`}
              open={isOpen}
              onToggle={() => view.open(isOpen ? NONE : digest)}
            />
            {isOpen && (
              <section
                id={`${id}-${place}`}
                aria-label={`${KIND_IN_WORDS[document.kind]} in words`}
                className="pt-2 pb-5 sm:pl-6"
              >
                <DocumentView home={home} manifest={manifest} digest={digest} about={about} />
              </section>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface DocumentRowProps {
  document: ListedDocument
  /** The id of what it opens. */
  controls: string
  open: boolean
  onToggle: () => void
}

function DocumentRow({ document, controls, open, onToggle }: DocumentRowProps) {
  const { kind, predicateType, mediaType, size, readable } = document
  const what = (
    <>
      <span className="font-medium">{readable ? KIND_IN_WORDS[kind] : 'Layer'}</span>
      <span className="min-w-0 break-all font-mono text-ink-2 text-xs">
        {formatInWords(predicateType ?? mediaType)}
      </span>
      <span className="hidden min-w-0 flex-1 truncate text-ink-3 text-xs md:block">
        {readable ? KIND_ANSWERS[kind] : 'not a document that can be read here'}
      </span>
      <Bytes value={size} className="ml-auto shrink-0 text-ink-2" />
    </>
  )
  const row = 'flex min-h-9 w-full items-center gap-x-3 py-1 text-left'
  if (!readable) return <div className={cn(row, 'sm:pl-6')}>{what}</div>
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={open ? controls : undefined}
      onClick={onToggle}
      className={cn(row, 'hover:bg-hover')}
    >
      <ChevronRight
        className={cn('-mr-1 size-3.5 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
        aria-hidden
      />
      {what}
    </button>
  )
}
