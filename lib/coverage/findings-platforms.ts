import { familyOf, isImageManifestType, OCI_INDEX } from '@/lib/oci/media-type'
import { normalizePlatform, type Platform, platformKey } from '@/lib/oci/platform'
import { whoGetsWhat } from '@/lib/oci/who-gets-what'
import type { Found } from './finding-of'
import type { Finding } from './finding-table'
import { keyOf } from './findings-children'
import type { ContentEntry, TagContent } from './tag-content'

/** Declared is one thing, what the image was built for another. What one of them leaves open differs from nothing. */
export function misdeclaredFindings(tag: string, { entries }: TagContent, found: Found): Finding[] {
  return entries.flatMap((entry) => {
    const built = entry.manifest?.image?.platform
    if (!entry.declared || !built) return []
    const difference = differenceOf(entry.declared, built)
    if (difference === null) return []
    const platform = keyOf(entry)
    const message = `${tag} calls it ${platformKey(entry.declared)}, but its config says ${platformKey(built)}.`
    const severity = difference === 'machine' ? 'error' : 'warning'
    const details = { digest: entry.digest, built: platformKey(built) }
    return [found('PLATFORM_MISDECLARED', message, { platform, severity, details, fix: 'compose' })]
  })
}

/** `machine`: hosts get what they cannot run. `detail`: variant or Windows build only. */
function differenceOf(declared: Platform, built: Platform): 'machine' | 'detail' | null {
  const a = normalizePlatform(declared)
  const b = normalizePlatform(built)
  if (a.os !== b.os || a.architecture !== b.architecture) return 'machine'
  const differ = (x: string | undefined, y: string | undefined) => !!x && !!y && x !== y
  // Normalising an arm config without a variant would put one into its mouth.
  const variant = declared.variant && built.variant ? differ(a.variant, b.variant) : false
  return variant || differ(declared['os.version'], built['os.version']) ? 'detail' : null
}

export function duplicateFindings(tag: string, content: TagContent, found: Found): Finding[] {
  return [...duplicates(content)].map(([platform, entries]) => {
    const message = `${tag} has ${entries.length} entries for ${platform}: clients take the first, the others are never pulled.`
    const details = { digests: entries.map(({ digest }) => digest) }
    return found('PLATFORM_DUPLICATE', message, { platform, details, fix: 'compose' })
  })
}

function duplicates({ entries }: TagContent): Map<string, ContentEntry[]> {
  const byKey = new Map<string, ContentEntry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), entry])
  }
  return new Map([...byKey].filter(([, same]) => same.length > 1))
}

/** What is unreached depends on platforms and their order alone, and thousands of tags of many repositories share those. */
const unreachedOf = new Map<string, number[]>()
const UNREACHED_MAX = 1000

export function unreachedFindings(tag: string, content: TagContent, found: Found): Finding[] {
  if (content.kind !== 'index' || content.entries.length < 2) return []
  const places = knownPlaces(content)
  if (places.length === 0) return []
  const twice = duplicates(content)
  return places.flatMap((place) => {
    const entry = content.entries[place]
    const platform = entry && keyOf(entry)
    // The second of two equal ones is found already; one without a platform is for nobody.
    if (!entry || platform === undefined || twice.has(platform)) return []
    const message = `No client on any host we know takes ${platform} from ${tag}: another entry always comes first.`
    return [found('ENTRY_UNREACHABLE', message, { platform, details: { digest: entry.digest } })]
  })
}

function knownPlaces(content: TagContent): number[] {
  const inOciIndex = content.manifest?.mediaType === OCI_INDEX
  const signature = JSON.stringify([
    inOciIndex,
    content.entries.map(({ declared, platform, nested }) => [declared ?? platform, nested]),
  ])
  const known = unreachedOf.get(signature)
  if (known) return known
  const places = unreachedPlaces(content, inOciIndex)
  if (unreachedOf.size >= UNREACHED_MAX) unreachedOf.clear()
  unreachedOf.set(signature, places)
  return places
}

function unreachedPlaces({ entries }: TagContent, inOciIndex: boolean): number[] {
  const board = whoGetsWhat({
    inOciIndex,
    entries: entries.map(({ declared, platform, nested }) => ({ platform: declared ?? platform, nested })),
  })
  return board.unreached.map(({ place }) => place)
}

/** Kubernetes, podman and plain pulls ask for amd64 and never take v2 or higher; arm alone says too little. */
export function baselineFindings(tag: string, content: TagContent, found: Found): Finding[] {
  const keys = new Set(content.entries.flatMap((entry) => keyOf(entry) ?? []))
  const amd64 = [...keys]
    .filter((key) => LEVELLED_AMD64.test(key))
    .flatMap((platform) => {
      const plain = platform.replace(LEVELLED_AMD64, '/amd64')
      if (keys.has(plain)) return []
      const message = `${tag} has ${platform} but no plain ${plain}: clients that do not ask for a CPU level find nothing.`
      return [found('BASELINE_MISSING', message, { platform })]
    })
  const arm = content.entries
    .filter(({ platform }) => platform?.architecture.toLowerCase() === 'arm' && !platform.variant)
    .map((entry) => {
      const message = `${tag} has an arm entry without a variant: containerd reads it as v7, podman as any ARM.`
      return found('BASELINE_MISSING', message, { platform: keyOf(entry), fix: 'compose' })
    })
  return [...amd64, ...arm]
}

const LEVELLED_AMD64 = /\/amd64\/v\d+$/

export function osVersionFindings(tag: string, content: TagContent, found: Found): Finding[] {
  return content.entries
    .filter(({ platform }) => platform?.os.toLowerCase() === 'windows' && !platform['os.version'])
    .map((entry) => {
      const platform = keyOf(entry)
      const message = `${tag} has a ${platform} entry without os.version: Windows hosts cannot tell builds apart.`
      const told = entry.manifest?.image?.platform?.['os.version']
      return found('OS_VERSION_MISSING', message, {
        platform,
        ...(told && { details: { built: told }, fix: 'compose' as const }),
      })
    })
}

export function familyFindings(tag: string, content: TagContent, found: Found): Finding[] {
  const images = content.entries.filter(({ mediaType }) => isImageManifestType(mediaType))
  const docker = images.filter(({ mediaType }) => familyOf(mediaType) === 'docker').length
  if (docker === 0 || docker === images.length) return []
  const message = `${docker} of the ${images.length} images of ${tag} are of the Docker kind, the others of the OCI kind; older engines and strict registries refuse that.`
  return [found('MIXED_MEDIA_TYPES', message)]
}

export function orphanFindings(tag: string, content: TagContent, found: Found): Finding[] {
  return content.attestations.flatMap(({ digest, attests, attached }) => {
    if (attached) return []
    const message = `An attestation of ${tag} describes ${attests.slice(0, 19)}…, which is not in its index.`
    return [found('ATTESTATION_ORPHAN', message, { details: { digest, subject: attests }, fix: 'compose' })]
  })
}

const SKEW_DAYS_MAX = 30
const DAY_MS = 86_400_000
/** Reproducible builds write a time long gone: that is no time at all. */
const TOLD_SINCE = Date.UTC(1990, 0, 1)

export function skewFindings(tag: string, content: TagContent, found: Found): Finding[] {
  const times = content.entries.flatMap((entry) => {
    const createdAt = entry.manifest?.image?.createdAt
    return createdAt && createdAt >= TOLD_SINCE ? [{ platform: keyOf(entry), createdAt }] : []
  })
  const [oldest] = times.toSorted((a, b) => a.createdAt - b.createdAt)
  const newest = times.reduce((latest, { createdAt }) => Math.max(latest, createdAt), 0)
  if (!oldest || newest - oldest.createdAt <= SKEW_DAYS_MAX * DAY_MS) return []
  const days = Math.floor((newest - oldest.createdAt) / DAY_MS)
  const { platform, createdAt } = oldest
  const message = `${platform ?? 'The oldest image'} of ${tag} was built ${days} days before the newest.`
  return [
    found('CREATED_SKEW', message, {
      platform,
      details: { oldest: new Date(createdAt).toISOString(), newest: new Date(newest).toISOString(), days },
    }),
  ]
}
