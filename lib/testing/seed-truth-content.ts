import { AMD64, AMD64_V3, ARM, PPC64, type SeedPlatform, WINDOWS } from './seed-platforms'
import { finding, meets, type TrueFinding } from './seed-truth-finding'
import type { SeedAttestation, SeedContent, SeedImage, SeedIndex } from './seed-types'

/** An image of a tag, as whoever asks the registry finds it. */
export interface Seen {
  image: SeedImage
  declared: SeedPlatform | null
  /** What its config says; null where that cannot be read. */
  built: SeedPlatform | null
  /** Declared, else built. */
  platform: SeedPlatform | null
  status: 'present' | 'missing' | 'unreadable'
}

export function seenIn(content: SeedContent, deep: boolean): Seen[] {
  if (content.kind === 'image') return [seenImage(content, null, deep)]
  if (content.kind !== 'index') return []
  const own = content.entries.map(({ image, declared }) => seenImage(image, declared, deep))
  return [...own, ...content.inner.flatMap((inner) => seenIn(inner, deep))]
}

function seenImage(image: SeedImage, declared: SeedPlatform | null, deep: boolean): Seen {
  const status = statusOf(image.damage, deep)
  const built = image.damage === undefined || image.damage === 'layer-gone' ? image.platform : null
  return { image, declared, built, platform: declared ?? built, status }
}

function statusOf(damage: SeedImage['damage'], deep: boolean): Seen['status'] {
  if (damage === undefined) return 'present'
  if (damage === 'layer-gone') return deep ? 'missing' : 'present'
  return damage.endsWith('-gone') ? 'missing' : 'unreadable'
}

export function attestationsOf(content: SeedContent): SeedAttestation[] {
  if (content.kind !== 'index') return []
  return [...content.attestations, ...content.inner.flatMap(attestationsOf)]
}

/** What is wrong with a tag whatever else there is. */
export function contentFindings(
  content: SeedContent,
  seen: readonly Seen[],
  required: readonly SeedPlatform[],
): TrueFinding[] {
  if (content.kind === 'schema1') return [finding('SCHEMA1', 'warning')]
  return [
    ...seen.flatMap((one) => childFindings(one, required)),
    ...attestationsOf(content).flatMap(attestationFindings),
    ...seen.flatMap(misdeclared),
    ...twice(seen),
    ...(content.kind === 'index' ? seen.flatMap(unreachable) : []),
    ...baselines(seen),
    ...seen.flatMap(({ platform }) =>
      platform === WINDOWS ? [finding('OS_VERSION_MISSING', 'warning', platform)] : [],
    ),
    ...mixed(seen),
    ...skew(seen),
    ...(content.kind === 'index' ? orphans(content) : []),
  ]
}

function childFindings({ status, platform }: Seen, required: readonly SeedPlatform[]): TrueFinding[] {
  if (status === 'missing') return [finding('CHILD_MISSING', 'error', platform)]
  if (status === 'present') return []
  const isRequired = required.some((wanted) => meets(platform, wanted))
  return [finding('CHILD_UNREADABLE', isRequired ? 'error' : 'warning', platform)]
}

function attestationFindings({ damage }: SeedAttestation): TrueFinding[] {
  const status = statusOf(damage, false)
  if (status === 'present') return []
  return status === 'missing' ? [finding('CHILD_MISSING', 'error')] : [finding('CHILD_UNREADABLE', 'warning')]
}

/** Another machine is an error; another variant or build, where both are told, a warning. */
function misdeclared({ declared, built }: Seen): TrueFinding[] {
  if (!declared || !built) return []
  const [a, b] = [declared.wire, built.wire]
  if (a.os !== b.os || a.architecture !== b.architecture)
    return [finding('PLATFORM_MISDECLARED', 'error', declared)]
  const differ = (x: string | undefined, y: string | undefined) => x && y && x !== y
  return differ(a.variant, b.variant) || differ(a['os.version'], b['os.version'])
    ? [finding('PLATFORM_MISDECLARED', 'warning', declared)]
    : []
}

function twice(seen: readonly Seen[]): TrueFinding[] {
  const keys = seen.flatMap(({ platform }) => platform?.key ?? [])
  const repeated = new Set(keys.filter((key, place) => keys.indexOf(key) !== place))
  return [...repeated].map((key) => ({ code: 'PLATFORM_DUPLICATE', severity: 'warning', platform: key }))
}

/** Of all that is planted one platform alone is for no host: everything else is what some host asks for. */
const unreachable = ({ platform }: Seen): TrueFinding[] =>
  platform === PPC64 ? [finding('ENTRY_UNREACHABLE', 'warning', platform)] : []

function baselines(seen: readonly Seen[]): TrueFinding[] {
  const has = (wanted: SeedPlatform) => seen.some(({ platform }) => platform?.key === wanted.key)
  return [
    ...(has(AMD64_V3) && !has(AMD64) ? [finding('BASELINE_MISSING', 'warning', AMD64_V3)] : []),
    ...seen.flatMap(({ platform }) =>
      platform === ARM ? [finding('BASELINE_MISSING', 'warning', platform)] : [],
    ),
  ]
}

/** An index tells the media type of an image whether it is there or not. */
function mixed(seen: readonly Seen[]): TrueFinding[] {
  const families = new Set(seen.map(({ image }) => image.family))
  return families.size > 1 ? [finding('MIXED_MEDIA_TYPES', 'warning')] : []
}

function skew(seen: readonly Seen[]): TrueFinding[] {
  const told = seen.filter(({ built }) => built !== null).sort((a, b) => a.image.day - b.image.day)
  const [oldest, newest] = [told[0], told.at(-1)]
  if (!oldest || !newest || newest.image.day - oldest.image.day <= 30) return []
  return [finding('CREATED_SKEW', 'warning', oldest.platform)]
}

function orphans(index: SeedIndex): TrueFinding[] {
  const named = new Set(index.entries.map(({ image }) => image.id))
  const own = index.attestations.filter(({ of }) => !named.has(of.id))
  return [...own.map(() => finding('ATTESTATION_ORPHAN', 'warning')), ...index.inner.flatMap(orphans)]
}
