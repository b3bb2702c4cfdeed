import Link from 'next/link'
import { SideLetter } from '@/components/compare/side-letter'
import { cn } from '@/components/ui/cn'
import { rowLinkClass } from '@/components/ui/row-link'
import type { RowStop } from '@/components/ui/use-roving-rows'
import type { Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { MatchedText } from './matched-text'
import type { TagPick } from './use-tag-pick'

interface TagNameProps {
  home: Reference
  tag: string
  gone: boolean
  /** What was typed into the filter. */
  query: string
  pick: TagPick
  stop: RowStop
}

/** A tag's name and the way to its image; while two are picked to be compared, the way to that. */
export function TagName({ home, tag, gone, query, pick, stop }: TagNameProps) {
  const picked = tag === pick.first
  return (
    <Link
      prefetch={false}
      {...(pick.on ? pick.step(tag) : { href: referencePath({ ...home, tag }) })}
      {...stop}
      className={cn(rowLinkClass, 'font-medium', gone && 'line-through')}
    >
      {picked && <SideLetter side="a" className="mr-1.5 size-4.5 align-text-bottom" />}
      <MatchedText text={tag} query={query} />
    </Link>
  )
}
