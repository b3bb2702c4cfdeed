'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { Spinner } from '@/components/ui/spinner'
import { toApiError } from '@/lib/client/api'
import { usesQuery } from '@/lib/client/uses'
import type { UsesResponse } from '@/lib/contract/search'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { referencePath, searchPath } from '@/lib/routes'
import { type Usage, usageInWords, usageOf } from './usage'

/** So many tags of one repository stand in a list; the rest is a number. */
const TAGS_SHOWN = 24

interface UsedByProps {
  digest: string
  /** What is looked at: its registry is asked, and it is not told as its own user. */
  self: Pick<Reference, 'registry' | 'repository' | 'tag'>
  /** What of it this is about, for whoever cannot see what stands beside it: `layer 3`. */
  name: string
  /** Asked for at once; else when somebody wants to know. */
  eager?: boolean
  open?: boolean
}

/** Who else in the registry uses a digest, as far as it was scanned. */
export function UsedBy({ digest, self, name, eager = false, open = false }: UsedByProps) {
  const [asked, setAsked] = useState(eager)
  const query = useQuery({ ...usesQuery(self.registry, digest), enabled: asked })
  if (!asked)
    return (
      <Button
        size="sm"
        className="justify-self-start"
        aria-label={`Who uses ${name}?`}
        onClick={() => setAsked(true)}
      >
        Who uses it?
      </Button>
    )
  if (query.error) {
    const { message } = toApiError(query.error)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-x-2 text-ink-2">
        {message}
        <Button size="sm" onClick={() => void query.refetch()} disabled={query.isFetching}>
          Try again
        </Button>
      </p>
    )
  }
  if (!query.data) return <Spinner label={`Looking for who uses ${name}`} />
  return <UsageFound uses={query.data} digest={digest} self={self} name={name} open={open} />
}

interface UsageFoundProps extends Pick<UsedByProps, 'digest' | 'self' | 'name'> {
  uses: UsesResponse
  open: boolean
}

function UsageFound({ uses, digest, self, name, open }: UsageFoundProps) {
  const usage = usageOf(uses, self)
  const words = usageInWords(usage, self.tag !== undefined, uses.complete)
  const whole = uses.complete && usage.places.every(({ tags }) => tags.length <= TAGS_SHOWN)
  if (usage.tags === 0) return <p className="text-ink-2">{words}</p>
  return (
    <details open={open || undefined} className="min-w-0">
      <summary className="min-h-6 w-fit cursor-pointer rounded-xs">
        {words}
        <span className="sr-only"> use {name}</span>
      </summary>
      <ul aria-label={`Tags that use ${name}`} className="mt-1 grid gap-1.5">
        {usage.places.map((place) => (
          <UsagePlace key={place.repository} place={place} registry={self.registry} />
        ))}
      </ul>
      <p className="mt-1.5 text-ink-3 text-xs">
        {usage.untagged > 0 && `${untaggedInWords(usage.untagged)} `}
        As far as scanned, <ClockTime value={uses.asOf} />.{' '}
        {!whole && (
          <Link href={searchPath({ q: `digest:${digest}` })} prefetch={false} className={LINK}>
            Search for all of them
          </Link>
        )}
      </p>
    </details>
  )
}

function UsagePlace({ place, registry }: { place: Usage['places'][number]; registry: string }) {
  const { repository, tags } = place
  const more = tags.length - TAGS_SHOWN
  return (
    <li className="min-w-0 break-words font-mono text-xs">
      <Link href={referencePath({ registry, repository })} prefetch={false} className={`text-ink-2 ${LINK}`}>
        {repository}
      </Link>
      <span className="ml-2 inline-flex flex-wrap gap-x-2">
        {tags.slice(0, TAGS_SHOWN).map((tag) => (
          <Link
            key={tag}
            href={referencePath({ registry, repository, tag })}
            prefetch={false}
            aria-label={formatReference({ registry, repository, tag })}
            className={LINK}
          >
            {tag}
          </Link>
        ))}
        {more > 0 && <span className="text-ink-2">and {more.toLocaleString('en')} more</span>}
      </span>
    </li>
  )
}

const LINK =
  'inline-flex min-h-6 min-w-6 items-center underline decoration-line-strong underline-offset-3 hover:decoration-ink'

const untaggedInWords = (count: number): string =>
  count === 1
    ? 'So does 1 manifest without a tag.'
    : `So do ${count.toLocaleString('en')} manifests without a tag.`
