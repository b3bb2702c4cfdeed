import type { Family } from '@/lib/oci/media-type'
import {
  AMD64,
  AMD64_V3,
  ARM_V6,
  ARM_V7,
  ARM64,
  ARM64_V8,
  I386,
  PPC64LE,
  RISCV64,
  S390X,
  type SeedPlatform,
  WINDOWS_2019,
  WINDOWS_2022,
  WINDOWS_2025,
} from './seed-platforms'
import type { Random } from './seed-random'
import { releasesOf, type SeedRelease, taggedReleases, versionTag, wordTag } from './seed-releases'
import type { SeedContent, SeedImage, SeedIndex, SeedStyle, SeedTag } from './seed-types'

interface Making {
  name: string
  random: Random
  /** How many tags. */
  count: number
}

/** The tags of one repository, made as its style has it. */
export function tagsOf(style: SeedStyle, making: Making): SeedTag[] {
  switch (style) {
    case 'composed':
    case 'siblings':
      return perArchitecture(making, style)
    case 'words':
      return words(making)
    case 'charts':
      return charts(making)
    default:
      return released(making, style)
  }
}

function released(making: Making, style: SeedStyle): SeedTag[] {
  const { random, count } = making
  const contentOf = contentsIn(making, style)
  const releases = releasesOf(random, count).map((release) => ({
    release,
    content: contentOf(release),
    ...(style === 'docker' && !release.prerelease && { flavours: { alpine: contentOf(release, 'alpine') } }),
  }))
  return taggedReleases(random, releases, count)
}

/** Images are built anew for a release, or taken over where nothing changed for their platform. */
function contentsIn({ name, random, count }: Making, style: SeedStyle) {
  const order = platformsOf(style, random)
  const first = Math.min(
    order.length,
    style === 'windows' ? 3 : style === 'release' ? 1 + random.below(3) : 2,
  )
  const family: Family = style === 'docker' || style === 'singles' ? 'docker' : 'oci'
  const last = new Map<string, { image: SeedImage; taken: number }>()

  function imageFor(platform: SeedPlatform, id: string, place: number): SeedImage {
    const slot = `${platform.key} ${id.includes('alpine')}`
    const known = last.get(slot)
    if (known && known.taken < 5 && random.chance(platform === AMD64 ? 0.2 : 0.7)) {
      known.taken += 1
      return known.image
    }
    const image: SeedImage = { kind: 'image', id: `${id} ${platform.key}`, platform, family, day: place * 2 }
    last.set(slot, { image, taken: 0 })
    return image
  }

  return ({ numbers, prerelease, place }: SeedRelease, flavour = ''): SeedContent => {
    const id = `${name} ${numbers.join('.')}${prerelease ? '-rc' : ''}${flavour && `-${flavour}`}`
    const grown = first + Math.floor((place / count) * 2.5 * (order.length - first + 1))
    const platforms = order.slice(0, Math.min(order.length, grown))
    const images = platforms.map((platform) => imageFor(platform, id, place))
    const [only] = images
    if (style === 'singles' && only) return only
    if (style === 'nested') return nestedIndex(id, images)
    return {
      ...indexOf(id, family, images),
      // Some tools leave it to the config.
      entries: images.map((image, at) => ({
        image,
        declared: style === 'release' && place % 9 === 0 && at > 0 ? null : image.platform,
      })),
      attestations: style === 'attested' ? images.map(attestationOf) : [],
    }
  }
}

function platformsOf(style: SeedStyle, random: Random): SeedPlatform[] {
  switch (style) {
    case 'windows':
      return [AMD64, WINDOWS_2019, WINDOWS_2022, WINDOWS_2025]
    case 'levels':
      return [AMD64, ARM64_V8, AMD64_V3, ARM_V7, ARM_V6, I386]
    case 'singles':
      return [AMD64]
    default: {
      const more = random.shuffled([ARM_V7, PPC64LE, S390X, RISCV64])
      return [AMD64, ARM64, ...more.slice(0, 1 + random.below(4))]
    }
  }
}

const attestationOf = (of: SeedImage) => ({ id: `${of.id} attestation`, of })

export const indexOf = (id: string, family: Family, images: readonly SeedImage[]): SeedIndex => ({
  kind: 'index',
  id,
  family,
  entries: images.map((image) => ({ image, declared: image.platform })),
  inner: [],
  attestations: [],
})

/** What comes of putting images together that BuildKit had made: each is an index with its attestation. */
function nestedIndex(id: string, images: readonly SeedImage[]): SeedIndex {
  const inner = images.map((image) => ({
    ...indexOf(`${image.id} index`, 'oci', [image]),
    attestations: [attestationOf(image)],
  }))
  return { ...indexOf(id, 'oci', []), inner }
}

/** `1.2.0-amd64`, `1.2.0-arm64` ... and, where somebody composed them, `1.2.0`. */
function perArchitecture({ name, random, count }: Making, style: 'composed' | 'siblings'): SeedTag[] {
  const platforms = style === 'composed' ? [AMD64, ARM64, S390X] : [AMD64, ARM64]
  const each = platforms.length + (style === 'composed' ? 1 : 0)
  const releases = releasesOf(random, 2 * count).filter(({ prerelease }) => !prerelease)
  return releases.slice(0, Math.floor(count / each)).flatMap(({ numbers, place }) => {
    const id = `${name} ${numbers.join('.')}`
    const images = platforms.map(
      (platform): SeedImage => ({
        kind: 'image',
        id: `${id} ${platform.key}`,
        platform,
        family: 'docker',
        day: place,
      }),
    )
    const tag = (flavour: string, content: SeedContent) =>
      versionTag({ numbers, flavour, prerelease: false }, '', content)
    const singles = images.map((image) => tag(image.platform.wire.architecture, image))
    return style === 'composed' ? [tag('', indexOf(id, 'docker', images)), ...singles] : singles
  })
}

/** Builds without a version, one a day. */
function words({ name, count }: Making): SeedTag[] {
  return Array.from({ length: count }, (_, day) => {
    const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)
    const images = [AMD64, ARM64, S390X].map(
      (platform): SeedImage => ({
        kind: 'image',
        id: `${name} ${date} ${platform.key}`,
        platform,
        family: 'oci',
        day,
      }),
    )
    return wordTag(`nightly-${date}`, indexOf(`${name} ${date}`, 'oci', images))
  })
}

function charts({ name, random, count }: Making): SeedTag[] {
  return releasesOf(random, count).map(({ numbers, prerelease }) => {
    const id = `${name} chart ${numbers.join('.')}${prerelease ? '-rc' : ''}`
    return versionTag({ numbers, flavour: '', prerelease }, '', { kind: 'artifact', id })
  })
}
