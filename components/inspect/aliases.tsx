'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usageOf } from '@/components/search/usage'
import { Fact } from '@/components/ui/fact'
import { usesQuery } from '@/lib/client/uses'
import type { Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'

/** More tags than these are a number. */
const SHOWN_MAX = 8

/** Other tags that point to the very same digest, as far as scanned: asked of the index, never of the registry. */
export function Aliases({ digest, reference }: { digest: string; reference: Reference }) {
  const { registry, repository } = reference
  const { data } = useQuery(usesQuery(registry, digest))
  if (!data) return null
  const { places } = usageOf({ ...data, indexes: [], images: [] }, reference)
  const own = places.find((place) => place.repository === repository)?.tags ?? []
  const elsewhere = places.flatMap((place) => (place.repository === repository ? [] : place.tags))
  const more = own.length - SHOWN_MAX
  return (
    <>
      {own.length > 0 && (
        <Fact name="Also tagged, as far as scanned">
          {own.slice(0, SHOWN_MAX).map((tag, place) => (
            <span key={tag}>
              {place > 0 && ', '}
              <Link
                href={referencePath({ registry, repository, tag })}
                prefetch={false}
                className="font-mono text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
              >
                {tag}
              </Link>
            </span>
          ))}
          {more > 0 && <span className="text-ink-2"> and {more.toLocaleString('en')} more</span>}
        </Fact>
      )}
      {elsewhere.length > 0 && (
        <Fact name="In other repositories">
          <Link
            href={referencePath(reference, { tab: 'uses' })}
            prefetch={false}
            className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
          >
            {elsewhere.length === 1 ? '1 tag' : `${elsewhere.length.toLocaleString('en')} tags`}
          </Link>
        </Fact>
      )}
    </>
  )
}
