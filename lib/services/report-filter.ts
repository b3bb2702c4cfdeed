import 'server-only'
import { FINDING_CODES, type FindingCode } from '@/lib/coverage/finding-table'
import { withoutVersion } from '@/lib/coverage/findings-history'
import { parseRequire } from '@/lib/coverage/require'
import { createGlob } from '@/lib/oci/glob'
import { type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'
import type { RepositoryFigures, TagPosition } from '@/lib/storage/report-store'
import { ServiceError } from './service-error'

/** `linux/s390x,!linux/arm64` as what tags offer and what they lack. Throws REQUEST_INVALID. */
export function readPlatforms(text: string | undefined): { offers: string[]; lacks: string[] } {
  const terms = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const keyOf = (specifier: string) => platformKey(readPlatform(specifier))
  return {
    offers: terms.filter((term) => !term.startsWith('!')).map(keyOf),
    lacks: terms.filter((term) => term.startsWith('!')).map((term) => keyOf(term.slice(1))),
  }
}

export function readPlatform(specifier: string): Platform {
  const platform = parsePlatform(specifier)
  if (!platform.ok) throw new ServiceError('REQUEST_INVALID', platform.error.message)
  return platform.value
}

/** Finding codes, comma separated. Throws REQUEST_INVALID with the word that is none. */
export function readCodes(text: string | undefined): FindingCode[] | undefined {
  if (text === undefined) return undefined
  return text.split(',').map((part) => {
    const code = FINDING_CODES.find((known) => known === part.trim().toUpperCase())
    if (code) return code
    throw new ServiceError('REQUEST_INVALID', `"${part.trim()}" is not a finding.`, {
      hint: `Findings are ${FINDING_CODES.join(', ')}.`,
    })
  })
}

export function readRequire(text: string | undefined): Platform[] {
  const required = parseRequire(text ?? '')
  if (!required.ok) throw new ServiceError('REQUEST_INVALID', required.error.message)
  return required.value
}

/** Repositories a glob fits. Throws REQUEST_INVALID. */
export function repositoriesLike(figures: readonly RepositoryFigures[], match: string): RepositoryFigures[] {
  const glob = createGlob(match)
  if (!glob.ok) throw new ServiceError('REQUEST_INVALID', glob.error.message)
  return figures.filter(({ repository }) => glob.value(repository))
}

/** Tags a platform can be pulled for, over repositories, most common first. */
export function platformsOf(
  figures: readonly Pick<RepositoryFigures, 'platforms'>[],
): { platform: string; tags: number }[] {
  const counts = new Map<string, number>()
  for (const { platforms } of figures)
    for (const [key, tags] of Object.entries(platforms)) counts.set(key, (counts.get(key) ?? 0) + tags)
  return [...counts]
    .map(([platform, tags]) => ({ platform, tags }))
    .sort((a, b) => b.tags - a.tags || (a.platform < b.platform ? -1 : 1))
}

/** Columns: what is there, and what is required and not met by a build that is. */
export function columnsOf(found: readonly string[], required: readonly Platform[]): string[] {
  const bases = new Set(found.map(withoutVersion))
  const missing = required.map(platformKey).filter((key) => !bases.has(key) && !found.includes(key))
  return [...found, ...missing]
}

export const sumOf = <K extends string>(figures: readonly Record<K, number>[], key: K): number =>
  figures.reduce((sum, one) => sum + one[key], 0)

/** A place in a list of tags as a cursor, and back. */
export const writePosition = ({ registry, repository, rank, tag }: TagPosition): string =>
  Buffer.from(JSON.stringify([registry, repository, rank, tag])).toString('base64url')

export function readPosition(cursor: string | undefined): TagPosition | null {
  if (cursor === undefined) return null
  try {
    const [registry, repository, rank, tag] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      typeof registry === 'string' &&
      typeof repository === 'string' &&
      typeof tag === 'string' &&
      Number.isInteger(rank)
    )
      return { registry, repository, rank, tag }
  } catch {
    // Said below, whatever it was.
  }
  throw new ServiceError('REQUEST_INVALID', 'The cursor is not one of this list.', {
    hint: 'Start again without a cursor.',
  })
}
