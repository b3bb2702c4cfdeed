'use client'

import Link from 'next/link'
import { Fact } from '@/components/ui/fact'
import type { InspectResponse } from '@/lib/contract/inspect'
import type { Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { useAttested } from './use-attested'

/** What is attested, in the image's head, and of how many platforms. */
export function AttestedFact({ image, reference }: { image: InspectResponse; reference: Reference }) {
  const attestedOf = useAttested(image, reference)
  if (image.attestations.length === 0) return null
  const { platforms } = image
  const said = platforms.flatMap(({ digest }) => attestedOf(digest) ?? [])
  const all = new Set(said).size === 1 ? said[0] : 'attestations'
  return (
    <Fact name="Attested">
      <Link
        href={referencePath(reference, { tab: 'attestations' })}
        className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
      >
        {all}
        {platforms.length > 1 && `, ${said.length} of ${platforms.length} platforms`}
      </Link>
    </Fact>
  )
}
