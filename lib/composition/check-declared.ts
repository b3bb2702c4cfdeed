import { formatPlatform, normalizePlatform, type Platform } from '@/lib/oci/platform'
import { setPlatformFix } from './entry-fix'
import type { PlannedEntry } from './planned-entry'
import type { RawProblem } from './raw-problem'

/** Whether an entry says the same of its image as the image's own config. No other tool asks. */
export function checkDeclared(entries: readonly PlannedEntry[]): RawProblem[] {
  return entries.flatMap((entry) => {
    const { platform, configured } = entry
    if (entry.attestation || !platform || !configured?.os || !configured.architecture) return []
    if (!platform.os || !platform.architecture) return []
    return compare(entries, entry, platform, configured)
  })
}

function compare(
  all: readonly PlannedEntry[],
  entry: PlannedEntry,
  platform: Platform,
  configured: Platform,
): RawProblem[] {
  const [said, is] = [normalizePlatform(platform), normalizePlatform(configured)]
  const about = {
    entry: entry.entry,
    ref: entry.source,
    platform: formatPlatform(platform),
    path: ['manifests', entry.entry, 'platform'],
  }
  const { os, architecture, variant } = configured
  const fix = (fields: Partial<Platform>) => setPlatformFix(all, entry, fields)
  if (said.os !== is.os || said.architecture !== is.architecture)
    return [
      {
        code: 'PLATFORM_MISDECLARED',
        ...about,
        message: `${entry.source} is listed as ${formatPlatform(platform)}, but its config says ${formatPlatform(configured)}.`,
        ...fix({ ...detailsOf(platform, configured), os, architecture, ...(variant && { variant }) }),
      },
    ]
  const problems: RawProblem[] = []
  if (variant && said.variant !== is.variant)
    problems.push({
      code: 'VARIANT_MISDECLARED',
      ...about,
      message: `${entry.source} is listed as ${formatPlatform(platform)}, but its config says variant ${variant}.`,
      ...fix({ variant }),
    })
  const [versionSaid, version] = [platform['os.version'], configured['os.version']]
  if (versionSaid && version && versionSaid !== version)
    problems.push({
      code: 'OS_VERSION_MISDECLARED',
      ...about,
      message: `${entry.source} is listed with os.version ${versionSaid}, but its config says ${version}.`,
      ...fix({ 'os.version': version }),
    })
  return problems
}

const EMPTY = { variant: '', 'os.version': '', 'os.features': [], features: [] }

/** Details of the machine it is not go with it: there is no amd64/v7. */
function detailsOf(said: Platform, is: Platform): Partial<Platform> {
  const given = Object.entries(EMPTY).filter(([key]) => said[key as keyof typeof EMPTY] !== undefined)
  return Object.fromEntries(given.map(([key, none]) => [key, is[key as keyof typeof EMPTY] ?? none]))
}
