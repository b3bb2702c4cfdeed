'use client'

import { useQuery } from '@tanstack/react-query'
import { useDebounced } from '@/components/ui/use-debounced'
import { toApiError } from '@/lib/client/api'
import { requirementPreviewQuery } from '@/lib/client/coverage'
import { createGlob } from '@/lib/oci/glob'
import { policyPreview } from './policy-preview'

const TYPING_MS = 300

interface PolicyPreviewLineProps {
  registry: string
  match: string
  tags: string
  require: readonly string[]
}

/** What the policy would find, before anybody adds it. */
export function PolicyPreviewLine({ registry, match, tags, require }: PolicyPreviewLineProps) {
  const settled = useDebounced(match, TYPING_MS)
  const { data, error } = useQuery(
    requirementPreviewQuery({ registry, match: settled, require: require.join(',') }),
  )
  const glob = createGlob(tags)
  if (error) return <p className="text-bad">{toApiError(error).message}</p>
  if (!data || !glob.ok) return <p className="text-ink-3">Counting…</p>
  const preview = policyPreview(data.items, glob.value, require)
  const first =
    data.nextCursor === null ? '' : `Of the first ${data.items.length.toLocaleString('en')} tags: `
  return (
    <p role="status" className="text-ink-2">
      {first}
      {inWords(preview.tags, preview.lacking)}
      {preview.examples.length > 0 && (
        <span className="break-all font-mono text-xs">
          {' '}
          {preview.examples.join(', ')}
          {preview.lacking > preview.examples.length && ' …'}
        </span>
      )}
    </p>
  )
}

function inWords(tags: number, lacking: number): string {
  if (tags === 0) return 'No tag known so far is spoken of.'
  if (lacking === 0) return `All ${tags.toLocaleString('en')} tags it speaks of have it.`
  return `${lacking.toLocaleString('en')} of ${tags.toLocaleString('en')} tags it speaks of would be found lacking:`
}
