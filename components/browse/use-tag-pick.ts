'use client'

import { parseAsString, useQueryState } from 'nuqs'
import type { MouseEvent } from 'react'
import { formatReference, isTag, type Reference } from '@/lib/oci/reference'
import { comparePath, referencePath } from '@/lib/routes'

/**
 * Two tags are picked to be compared. The first stands in the address: whoever comes back from the comparison picks
 * another second one.
 */
export function useTagPick({ registry, repository }: Reference) {
  const [param, setParam] = useQueryState('compare', parseAsString)
  const first = param !== null && isTag(param) ? param : null
  const home = { registry, repository }
  return {
    on: param !== null,
    /** Null until one is picked. */
    first,
    start: () => void setParam(''),
    stop: () => void setParam(null),
    /** What the link of a tag is now. The picked one puts itself back. */
    step: (tag: string) => {
      if (first !== null && tag !== first)
        return {
          href: comparePath({
            a: formatReference({ ...home, tag: first }),
            b: formatReference({ ...home, tag }),
          }),
          'aria-label': `Compare ${first} with ${tag}`,
        }
      const next = tag === first ? '' : tag
      return {
        href: referencePath(home, { compare: next }),
        // Here it keeps what else stands in the address; a new tab of the browser takes the plain one.
        onClick: (event: MouseEvent) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          void setParam(next)
        },
        'aria-label': tag === first ? `Put ${tag} back` : `Pick ${tag}`,
      }
    },
  }
}

export type TagPick = ReturnType<typeof useTagPick>
