import { normalizePlatform, type Platform } from './platform'
import { containerdVector, podmanVariants } from './platform-fallback'
import { compareWindowsEntries, isOlderOrSameBuild, runsOnWindowsHost, sameBuild } from './windows-build'

/** The clients whose choice Manifold predicts. They differ in more than half of the hard cases. */
export const CLIENTS = ['containerd', 'docker', 'podman', 'crane'] as const
export type Client = (typeof CLIENTS)[number]

/** An entry of an index, as far as a choice depends on it. */
export interface OfferedEntry {
  platform: Platform | null
  /** What the image config says; containerd looks there when the entry says nothing. */
  configPlatform?: Platform | null
}

/**
 * Which entry `client` pulls for `wanted`: its place in the index, or null when there is none for it.
 * A Windows platform wanted from containerd or docker means a Windows host.
 */
export function choosePlatform(
  client: Client,
  wanted: Platform,
  entries: readonly OfferedEntry[],
  inOciIndex = true,
): number | null {
  switch (client) {
    case 'containerd':
      return wanted.os.toLowerCase() === 'windows'
        ? chooseOnWindowsHost(wanted, entries)
        : chooseAsContainerd(wanted, entries)
    case 'docker':
      return wanted.os.toLowerCase() === 'windows'
        ? chooseAsDockerOnWindows(wanted, entries)
        : chooseAsContainerd(wanted, entries)
    case 'podman':
      return chooseAsPodman(wanted, entries, inOciIndex)
    case 'crane':
      return chooseAsCrane(wanted, entries)
  }
}

/** containerd/platforms `Only` and containerd's `images.Manifest`: sort by preference, keep the order of equals. */
export function chooseAsContainerd(wanted: Platform, entries: readonly OfferedEntry[]): number | null {
  const vector = containerdVector(normalizePlatform(wanted))
  let best: { place: number; rank: number; features: number } | null = null
  for (const [place, entry] of entries.entries()) {
    const declared = entry.platform ?? entry.configPlatform ?? null
    if (!declared) continue
    const rank = vector.findIndex((candidate) => matches(candidate, normalizePlatform(declared)))
    if (rank < 0) continue
    const found = { place, rank: entry.platform ? rank : vector.length, features: featureCount(declared) }
    const better =
      !best || found.rank < best.rank || (found.rank === best.rank && found.features > best.features)
    if (better) best = found
  }
  return best?.place ?? null
}

function chooseOnWindowsHost(wanted: Platform, entries: readonly OfferedEntry[]): number | null {
  const places = [...entries.keys()].filter(
    (place) => chooseAsContainerd(wanted, [entries[place] ?? { platform: null }]) === 0,
  )
  const build = (place: number) => entries[place]?.platform?.['os.version'] ?? ''
  return places.sort((a, b) => compareWindowsEntries(build(a), build(b)))[0] ?? null
}

/** moby's `filterManifests` on Windows: newer builds are skipped, the host's own comes first, then the order of entries. */
function chooseAsDockerOnWindows(wanted: Platform, entries: readonly OfferedEntry[]): number | null {
  const host = wanted['os.version'] ?? ''
  const build = (place: number) => entries[place]?.platform?.['os.version'] ?? ''
  const places = [...entries.keys()].filter((place) => {
    const platform = entries[place]?.platform
    if (platform?.os !== 'windows' || platform.architecture !== wanted.architecture) return false
    return host === '' || build(place) === '' || isOlderOrSameBuild(build(place), host)
  })
  return places.find((place) => host !== '' && sameBuild(build(place), host)) ?? places[0] ?? null
}

/** containers/image: words compared as written, a list of variants, entries without a platform last and only in OCI indexes. */
function chooseAsPodman(
  wanted: Platform,
  entries: readonly OfferedEntry[],
  inOciIndex: boolean,
): number | null {
  for (const variant of podmanVariants(wanted.architecture, wanted.variant ?? '')) {
    const place = entries.findIndex(
      ({ platform }) =>
        platform?.os === wanted.os &&
        platform.architecture === wanted.architecture &&
        (platform.variant ?? '') === variant,
    )
    if (place >= 0) return place
  }
  const unnamed = inOciIndex ? entries.findIndex(({ platform }) => platform === null) : -1
  return unnamed < 0 ? null : unnamed
}

/** go-containerregistry: the first entry that has everything asked for; no platform counts as linux/amd64. */
function chooseAsCrane(wanted: Platform, entries: readonly OfferedEntry[]): number | null {
  const place = entries.findIndex(({ platform }) => {
    const offered = platform ?? { os: 'linux', architecture: 'amd64' }
    return (
      offered.os === wanted.os &&
      offered.architecture === wanted.architecture &&
      (!wanted.variant || offered.variant === wanted.variant) &&
      (!wanted['os.version'] || offered['os.version'] === wanted['os.version']) &&
      hasAll(offered['os.features'], wanted['os.features']) &&
      hasAll(offered.features, wanted.features)
    )
  })
  return place < 0 ? null : place
}

function matches(wanted: Platform, offered: Platform): boolean {
  const same =
    wanted.os === offered.os &&
    wanted.architecture === offered.architecture &&
    (wanted.variant ?? '') === (offered.variant ?? '')
  if (!same || !hasAll(wanted['os.features'], relevantFeatures(offered))) return false
  return wanted.os !== 'windows' || runsOnWindowsHost(offered['os.version'] ?? '', wanted['os.version'] ?? '')
}

/** Windows clients never looked at win32k. */
const relevantFeatures = (platform: Platform): string[] =>
  (platform['os.features'] ?? []).filter((feature) => platform.os !== 'windows' || feature !== 'win32k')

const featureCount = (platform: Platform): number => relevantFeatures(platform).length

const hasAll = (having: string[] | undefined, needed: string[] | undefined): boolean =>
  (needed ?? []).every((feature) => having?.includes(feature))
