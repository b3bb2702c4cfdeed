import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { satisfiesPlatform } from './entry-platform'
import type { ResolvedChild } from './plan-types'

interface Choice {
  /** Null where none is of the wanted platform. */
  taken: readonly ResolvedChild[] | null
  /** The image takes a platform its index does not give it. */
  replatformed: boolean
}

/** All, those of the wanted platform, or the only one there is, which then takes that platform. */
export function chooseImages(images: readonly ResolvedChild[], wanted: Partial<Platform>): Choice {
  if (Object.keys(wanted).length === 0) return { taken: images, replatformed: false }
  const matching = images.filter((child) => {
    const platform = platformOf(child)
    return platform !== null && satisfiesPlatform(platform, wanted)
  })
  if (matching.length > 0) return { taken: matching, replatformed: false }
  return { taken: images.length === 1 ? images : null, replatformed: true }
}

/** Of one image that is listed several times the one that is written so, else as any: it is known by its digest. */
export function pickImage(images: readonly ResolvedChild[], wanted: Partial<Platform>): Choice {
  const words = formatPlatform({ os: '', architecture: '', ...wanted })
  const written = images.find((child) => {
    const platform = platformOf(child)
    return platform !== null && formatPlatform(platform) === words
  })
  if (written) return { taken: [written], replatformed: false }
  const chosen = chooseImages(images, wanted)
  return chosen.taken ? chosen : { taken: images.slice(0, 1), replatformed: true }
}

/** What the index says, else what the image says itself. */
export function platformOf({ descriptor, resolved }: ResolvedChild): Platform | null {
  return descriptor.platform ?? (resolved.status === 'present' ? (resolved.config?.platform ?? null) : null)
}
