import 'server-only'
import type { TagRow } from '@/lib/contract/tags'
import { meetsRequirement } from '@/lib/coverage/require'
import { parsePlatform } from '@/lib/oci/platform'
import { ServiceError } from './service-error'

/** Reads `linux/s390x,!linux/arm64`: rows that have the one and lack the other. A child that is gone is not had. */
export function platformFilter(text: string): (row: Pick<TagRow, 'platforms'>) => boolean {
  const terms = text.split(',').flatMap((part) => {
    const term = part.trim()
    if (term === '') return []
    const wanted = !term.startsWith('!')
    const platform = parsePlatform(wanted ? term : term.slice(1))
    if (!platform.ok) throw new ServiceError('REQUEST_INVALID', platform.error.message)
    return [{ wanted, platform: platform.value }]
  })
  return ({ platforms }) =>
    terms.every(
      ({ wanted, platform }) =>
        wanted ===
        platforms.some((had) => had.status !== 'missing' && meetsRequirement(had.platform, platform)),
    )
}
