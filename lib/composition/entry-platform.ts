import { normalizePlatform, type Platform, samePlatform } from '@/lib/oci/platform'
import type { Format } from './spec'

export interface PlatformSources {
  /** What the spec says. */
  declared: Partial<Platform>
  /** What the opened source index says of this entry. */
  described: Platform | null
  /** What the image's own config says. */
  configured: Platform | null
}

/**
 * The platform an entry is written with: the spec wins, then the opened index, then the config. Details of the
 * config follow only while it speaks of the same os and architecture. Null when nothing is known.
 */
export function entryPlatform(profile: Format, sources: PlatformSources): Platform | null {
  const { declared, described } = sources
  const known = hasWords(described) ? described : asWritten(profile, sources.configured)
  const os = declared.os ?? known?.os ?? ''
  const architecture = declared.architecture ?? known?.architecture ?? ''
  if (os === '' && architecture === '') return null
  const stated = definedOnly({ ...declared, os, architecture })
  return known && sameMachine(stated, known) ? { ...detailsFor(profile, sources, known), ...stated } : stated
}

/** Whether `platform` is what `wanted` asks for; what `wanted` leaves open is free. */
export function satisfiesPlatform(platform: Platform, wanted: Partial<Platform>): boolean {
  return samePlatform({ ...platform, ...wanted }, platform)
}

/** buildx normalises what it reads from a config and loses the os details on the way. */
function asWritten(profile: Format, configured: Platform | null): Platform | null {
  if (!configured || profile !== 'buildx') return configured
  const { os, architecture, variant } = normalizePlatform(configured)
  return { os, architecture, ...(variant && { variant }) }
}

/**
 * What of the known details fills the gaps of a platform whose machine the spec names itself: for manifest-tool 2
 * all, for the tool of 2016 no variant, which it did not know; buildx and crane take such a platform as it stands.
 */
function detailsFor(profile: Format, { declared, described }: PlatformSources, known: Platform): Platform {
  const { os, architecture, variant: _, ...osDetails } = known
  const namesMachine = profile === 'buildx' ? declared.architecture : declared.os && declared.architecture
  if (!namesMachine || hasWords(described)) return known
  if (profile === 'pushml') return { os, architecture, ...osDetails }
  return profile === 'docker' || profile === 'oci' ? known : { os, architecture }
}

function sameMachine(a: Platform, b: Platform): boolean {
  const [left, right] = [normalizePlatform(a), normalizePlatform(b)]
  return left.os === right.os && left.architecture === right.architecture
}

function hasWords(platform: Platform | null): platform is Platform {
  return platform !== null && (platform.os !== '' || platform.architecture !== '')
}

function definedOnly(platform: Platform): Platform {
  const given = Object.entries(platform).filter(([, value]) => value !== undefined)
  return { os: platform.os, architecture: platform.architecture, ...Object.fromEntries(given) }
}
