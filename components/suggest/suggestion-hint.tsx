'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { suggestionsQuery } from '@/lib/client/suggestions'
import { suggestionsPath } from '@/lib/routes'
import { hintInWords } from './suggestion-words'

interface SuggestionHintProps {
  registry: string
  /** Empty: of the whole registry. */
  repository?: string
  className?: string
}

/** One sentence where something here could be composed; nothing where not, or where nobody can tell. */
export function SuggestionHint({ registry, repository = '', className }: SuggestionHintProps) {
  const { data } = useInfiniteQuery(suggestionsQuery({ registry, repository, depth: '' }))
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const words = hintInWords(items)
  if (words === null) return null
  return (
    <Notice
      kind="info"
      className={className}
      actions={
        <Button size="sm" asChild>
          <Link href={suggestionsPath({ registry, ...(repository && { repository }) })}>
            {items.length === 1 ? 'See the suggestion' : 'See the suggestions'}
          </Link>
        </Button>
      }
    >
      {words}
    </Notice>
  )
}
