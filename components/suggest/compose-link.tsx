import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { specLink } from '@/lib/client/spec-link'
import type { Suggestion } from '@/lib/contract/suggestions'
import { suggestionYaml } from './suggestion-spec'

interface ComposeLinkProps {
  suggestion: Suggestion
  size?: 'sm' | 'md'
  children: string
}

/** Opens the composer filled in with a suggestion. */
export function ComposeLink({ suggestion, size = 'md', children }: ComposeLinkProps) {
  return (
    <Button size={size} asChild>
      <Link
        href={specLink(suggestionYaml(suggestion))}
        prefetch={false}
        aria-label={`${children} ${suggestion.target}`}
      >
        {children}
      </Link>
    </Button>
  )
}
