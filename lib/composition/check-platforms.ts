import { canonicalSpelling, isKnownPlatform } from '@/lib/oci/known-platforms'
import { formatPlatform, normalizePlatform, type Platform, platformKey } from '@/lib/oci/platform'
import { removeFix, setPlatformFix } from './entry-fix'
import type { Baseline } from './find-baseline'
import type { PlannedEntry } from './planned-entry'
import type { RawProblem } from './raw-problem'

/** Whether each image can be found by the hosts it was made for, and only by those. */
export function checkPlatforms(
  entries: readonly PlannedEntry[],
  findBaseline: (os: string) => Baseline | null = () => null,
): RawProblem[] {
  const images = entries.filter((entry) => !entry.attestation)
  const placed = images.filter(isPlaced)
  const complete = placed.filter(isComplete)
  return [
    ...images.flatMap(checkComplete),
    ...complete.flatMap((entry) => [...checkSpelling(entries, entry), ...checkDetails(entries, entry)]),
    ...checkDuplicates(entries, complete),
    ...checkBaseline(placed, findBaseline),
  ]
}

type PlacedEntry = PlannedEntry & { platform: Platform }

const isPlaced = (entry: PlannedEntry): entry is PlacedEntry => entry.platform !== null

function about(entry: PlannedEntry, field: 'platform' | 'image' = 'platform') {
  const platform = entry.platform && formatPlatform(entry.platform)
  return {
    entry: entry.entry,
    ref: entry.source,
    path: ['manifests', entry.entry, field],
    ...(platform && { platform }),
  }
}

const isComplete = ({ platform }: PlacedEntry) => platform.os !== '' && platform.architecture !== ''

/** An artifact has no platform to ask for: NOT_AN_IMAGE says what it is. */
function checkComplete(entry: PlannedEntry): RawProblem[] {
  const { platform, source } = entry
  if ((entry.manifest && !entry.isImage) || (isPlaced(entry) && isComplete(entry))) return []
  const lacks = platform?.os ? 'architecture' : platform?.architecture ? 'operating system' : 'platform'
  const message = `Neither the spec nor the config of ${source} names its ${lacks}: set it on this entry.`
  return [{ code: 'PLATFORM_EMPTY', ...about(entry), message }]
}

function checkSpelling(all: readonly PlannedEntry[], entry: PlacedEntry): RawProblem[] {
  const { platform, source } = entry
  const written = formatPlatform(platform)
  const canonical = canonicalSpelling(platform)
  if (canonical) {
    const { os, architecture, variant } = canonical
    return [
      {
        code: 'PLATFORM_ALIAS',
        ...about(entry),
        message: `${source} is listed as ${written}; every client knows it as ${formatPlatform(canonical)}.`,
        ...setPlatformFix(all, entry, { os, architecture, ...(variant && { variant }) }),
      },
    ]
  }
  if (isKnownPlatform(platform)) return []
  return [{ code: 'PLATFORM_UNKNOWN', ...about(entry), message: `No toolchain builds for ${written}.` }]
}

function checkDetails(all: readonly PlannedEntry[], entry: PlacedEntry): RawProblem[] {
  const { platform, source, configured } = entry
  const { os } = normalizePlatform(platform)
  if (platform.architecture.toLowerCase() === 'arm' && !platform.variant)
    return [
      {
        code: 'ARM_VARIANT_MISSING',
        ...about(entry),
        message: `${source} is listed as arm without a variant; say v6 or v7, or old boards may pull code they cannot run.`,
        // v7 is what containerd takes it for.
        ...setPlatformFix(all, entry, { variant: configured?.variant ?? 'v7' }),
      },
    ]
  if (os !== 'windows' || platform['os.version']) return []
  const version = configured?.['os.version']
  return [
    {
      code: 'OS_VERSION_MISSING',
      ...about(entry),
      message: `${source} has no os.version, by which Windows hosts choose.`,
      ...(version && setPlatformFix(all, entry, { 'os.version': version })),
    },
  ]
}

function checkDuplicates(all: readonly PlannedEntry[], entries: readonly PlacedEntry[]): RawProblem[] {
  const first = new Map<string, PlacedEntry>()
  const problems: RawProblem[] = []
  for (const entry of entries) {
    const key = platformKey(entry.platform)
    const taken = first.get(key)
    if (!taken) first.set(key, entry)
    else problems.push(duplicate(all, taken, entry, key))
  }
  return problems
}

function duplicate(
  all: readonly PlannedEntry[],
  taken: PlacedEntry,
  entry: PlacedEntry,
  key: string,
): RawProblem {
  const both =
    taken.source === entry.source ? `${entry.source} is` : `${taken.source} and ${entry.source} are both`
  return {
    code: 'PLATFORM_DUPLICATE',
    ...about(entry, Object.keys(entry.declared).length > 0 ? 'platform' : 'image'),
    message: `${both} listed for ${key}${taken.source === entry.source ? ' twice' : ''}; clients only ever take the first.`,
    ...removeFix(all, entry),
  }
}

/** Plain requests mean v1, which v2 and higher never satisfy. */
function checkBaseline(
  entries: readonly PlacedEntry[],
  findBaseline: (os: string) => Baseline | null,
): RawProblem[] {
  const amd64 = entries.filter(({ platform }) => normalizePlatform(platform).architecture === 'amd64')
  const operatingSystems = new Set(amd64.map(({ platform }) => normalizePlatform(platform).os))
  return [...operatingSystems].flatMap((os) => {
    const same = amd64.filter(({ platform }) => normalizePlatform(platform).os === os)
    const [raised] = same
    if (!raised || same.some(({ platform }) => !normalizePlatform(platform).variant)) return []
    const baseline = findBaseline(os)
    return [
      {
        code: 'BASELINE_MISSING',
        ...about(raised),
        message: `Only ${same.map(({ platform }) => formatPlatform(platform)).join(', ')}: a plain ${os}/amd64 request finds nothing.`,
        ...(baseline && { fix: { kind: 'add-entry', ...baseline, platform: { os, architecture: 'amd64' } } }),
      },
    ]
  })
}
