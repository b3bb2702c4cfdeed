import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { specLink } from '@/lib/client/spec-link'
import type { ReviewedTag } from './reviewed-tag'

interface ComposeLinkProps {
  tag: ReviewedTag
  size?: 'sm' | 'md'
  children: string
}

/** Opens the composer filled in with what a tag would become. */
export function ComposeLink({ tag, size = 'md', children }: ComposeLinkProps) {
  return (
    <Button size={size} asChild>
      <Link href={specLink(tag.spec)} prefetch={false} aria-label={`${children} ${tag.target}`}>
        {children}
      </Link>
    </Button>
  )
}
