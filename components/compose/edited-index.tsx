'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { isTag } from '@/components/inspect/is-tag'
import { OutOfStepNotice } from '@/components/lockstep/out-of-step-notice'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { toApiError } from '@/lib/client/api'
import { type EditedIndex as Edited, indexAsSpecQuery } from '@/lib/client/index-as-spec'
import { parseReference } from '@/lib/oci/reference'
import { composePath } from '@/lib/routes'

interface EditedIndexProps {
  reference: string
  pending: ReactNode
  /** The composer: begins with `seed`, and `edit` names the index as it was read. */
  children: (seed: string, edit: string) => ReactNode
}

/** The composer with an existing index in it, read once: what is pushed meanwhile must not replace what is edited. */
export function EditedIndex({ reference, pending, children }: EditedIndexProps) {
  const index = useQuery(indexAsSpecQuery(reference))
  const [first, setFirst] = useState<Edited | null>(null)
  if (!first && index.data && index.isFetchedAfterMount) setFirst(index.data)
  const tag = parseReference(reference)
  if (first)
    return (
      <>
        {tag.ok && isTag(tag.value) && <OutOfStepNotice tag={tag.value} className="mb-4" />}
        {!first.exact && (
          <Notice kind="info" className="mb-4">
            This index was written by another tool: even unchanged, its bytes, and so its digest, will be
            others. Its entries stay the same.
          </Notice>
        )}
        {children(first.yaml, `${reference} ${first.digest}`)}
      </>
    )
  if (!index.error) return pending
  return (
    <div>
      <h1 className="mb-4 font-semibold text-lg">Compose</h1>
      <ErrorState error={toApiError(index.error)} onRetry={() => void index.refetch()} />
      <Button asChild className="mt-3">
        <Link href={composePath()}>Start an empty composition</Link>
      </Button>
    </div>
  )
}
