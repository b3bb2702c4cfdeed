import { type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'
import { fail, ok, type Result } from '@/lib/oci/result'

export interface RequireProblem {
  code: 'REQUEST_INVALID'
  message: string
}

/** Reads `linux/amd64,linux/arm/v7` as a person or a pipeline writes it; blanks and repetitions are forgiven. */
export function parseRequire(text: string): Result<Platform[], RequireProblem> {
  const required = new Map<string, Platform>()
  for (const part of text.split(',')) {
    const specifier = part.trim()
    if (specifier === '') continue
    const platform = parsePlatform(specifier)
    if (!platform.ok) return fail({ code: 'REQUEST_INVALID', message: platform.error.message })
    required.set(platformKey(platform.value), platform.value)
  }
  return ok([...required.values()])
}

/** Whether `platform` is what is required. A requirement without os.version is met by any build. */
export function meetsRequirement(platform: Platform, required: Platform): boolean {
  const wanted = {
    ...platform,
    'os.version': required['os.version'] && platform['os.version'],
    'os.features': required['os.features'] && platform['os.features'],
  }
  return platformKey(wanted) === platformKey(required)
}
