'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { basesQuery } from '@/lib/client/bases'
import type { InspectedPlatform, InspectResponse } from '@/lib/contract/inspect'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { type KnownBase, knownBase } from './base-image'

export type BaseOf = (platform: InspectedPlatform) => KnownBase

/** What the images of an index are built upon. Found by layers it comes afterwards, from the index of what is known. */
export function useBases(image: InspectResponse, home: Pick<Reference, 'registry' | 'repository'>): BaseOf {
  const { registry, repository } = home
  const built = image.kind === 'index' || image.kind === 'image'
  const { data } = useQuery({
    ...basesQuery(formatReference({ registry, repository, digest: image.digest })),
    enabled: built,
  })
  return useCallback(
    (platform) => {
      const found = data?.images.find(({ digest }) => digest === platform.digest)?.bases ?? []
      return knownBase(image, platform, { registry, found })
    },
    [image, data, registry],
  )
}
