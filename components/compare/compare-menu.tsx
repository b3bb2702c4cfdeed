'use client'

import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { EntryChip } from '@/components/inspect/entry-chip'
import { entryKeys } from '@/components/inspect/entry-key'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { InspectResponse } from '@/lib/contract/inspect'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { comparePath } from '@/lib/routes'
import { ReferencePicker } from './reference-picker'
import { repositoryPrefix } from './repository-prefix'

/** So many platforms stand in the menu; the page itself has them all. */
const PLATFORMS_MAX = 12

/** What this image can be laid beside: another tag, any other image, or another of its own platforms. */
export function CompareMenu({ reference, image }: { reference: Reference; image: InspectResponse }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const ref = formatReference(reference)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button>
          Compare with
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-96 overflow-visible" aria-label="Compare with">
        <TwoPlatforms reference={ref} image={image} />
        <p className="mb-1 font-medium">Another tag, or any image</p>
        <ReferencePicker
          label="Compare with another image"
          value={repositoryPrefix(ref)}
          onPick={(other) => router.push(comparePath({ a: other, b: ref }))}
        />
      </PopoverContent>
    </Popover>
  )
}

/** The first platform against each of the others. */
function TwoPlatforms({ reference, image }: { reference: string; image: InspectResponse }) {
  const keys = entryKeys(image.platforms)
  const [first, ...others] = image.platforms
  if (!first || others.length === 0) return null
  const pathTo = (place: number) =>
    comparePath({ a: reference, b: reference, platformA: keys[0], platformB: keys[place + 1] })
  return (
    <>
      <p className="mb-1 flex flex-wrap items-center gap-1.5 font-medium">
        <EntryChip entry={first} /> with another platform of it
      </p>
      <ul aria-label="Other platforms" className="mb-3 flex max-h-40 flex-wrap gap-1 overflow-y-auto">
        {others.slice(0, PLATFORMS_MAX).map((entry, place) => (
          <li key={keys[place + 1]}>
            <Link
              href={pathTo(place)}
              prefetch={false}
              className="inline-flex min-h-6 items-center rounded-sm p-0.5 hover:bg-hover"
            >
              <EntryChip entry={entry} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
