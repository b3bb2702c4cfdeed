'use client'

import { useRouter } from 'next/navigation'
import { type ComposeQuery, loadDraft, openDraft, saveDraft } from '@/components/compose/draft'
import { Button } from '@/components/ui/button'
import type { Suggestion } from '@/lib/contract/suggestions'
import { composePath } from '@/lib/routes'
import { suggestionYaml } from './suggestion-spec'

interface ComposeLinkProps {
  suggestion: Suggestion
  size?: 'sm' | 'md'
  children: string
}

/** Opens the composer filled in with a suggestion. */
export function ComposeLink({ suggestion, size = 'md', children }: ComposeLinkProps) {
  const router = useRouter()
  const open = () => {
    const yaml = suggestionYaml(suggestion)
    const query: ComposeQuery = { target: suggestion.target }
    const before = loadDraft(sessionStorage)
    // Wherever the draft before came from, it is put aside for this one.
    saveDraft(sessionStorage, openDraft(before && { ...before, seed: '' }, query, yaml))
    router.push(composePath(query))
  }
  return (
    <Button size={size} onClick={open} aria-label={`${children} ${suggestion.target}`}>
      {children}
    </Button>
  )
}
