import type { Platform } from './platform'

/** What a containerd client accepts for a normalised platform, best first (containerd/platforms, `platformVector`). */
export function containerdVector(wanted: Platform): Platform[] {
  const as = (architecture: string, variant: string): Platform => {
    const { variant: _, ...rest } = wanted
    return { ...rest, architecture, ...(variant && { variant }) }
  }
  const variant = wanted.variant ?? ''
  switch (wanted.architecture) {
    case 'amd64': {
      const lower = countDown(variant, 'v', 2).map((level) => as('amd64', level))
      return [wanted, ...lower, ...(variant ? [as('amd64', '')] : []), as('386', '')]
    }
    case 'arm':
      return [wanted, ...countDown(variant, 'v', 5).map((level) => as('arm', level))]
    case 'arm64': {
      const levels = arm64Levels(variant)
      if (!levels) return []
      return [
        ...levels.map((level) => as('arm64', level)),
        ...['v8', 'v7', 'v6', 'v5'].map((level) => as('arm', level)),
      ]
    }
    default:
      return [wanted]
  }
}

/** The variants podman, skopeo and CRI-O look for, in their order; the empty one means "no variant". */
export function podmanVariants(architecture: string, variant: string): string[] {
  const known = PODMAN_VARIANTS.get(architecture) ?? []
  if (!variant) return ['', ...known]
  const place = known.indexOf(variant)
  return place < 0 ? [variant, ''] : [...known.slice(place), '']
}

const PODMAN_VARIANTS = new Map([
  ['arm', ['v8', 'v7', 'v6', 'v5']],
  ['arm64', ['v8']],
])

/** `v4` down to `v2`: the levels below it, without itself. */
function countDown(variant: string, prefix: string, lowest: number): string[] {
  const level = new RegExp(`^${prefix}(\\d+)$`).exec(variant)?.[1]
  return Array.from(
    { length: Math.max(0, Number(level ?? 0) - lowest) },
    (_, step) => `${prefix}${Number(level) - 1 - step}`,
  )
}

/** ARMv8.x and v9.x in containerd's table, best first; v9.n implies v8.(n+5). Plain v8 is written as none. */
function arm64Levels(variant: string): string[] | null {
  const match = /^v(8|9)(?:\.(\d))?$/.exec(variant || 'v8')
  if (!match) return null
  const minor = Number(match[2] ?? 0)
  if (match[1] === '8') return minor > 9 ? null : armSteps(8, minor)
  return minor > 7 ? null : [...armSteps(9, minor), ...armSteps(8, Math.min(9, minor + 5))]
}

function armSteps(major: 8 | 9, minor: number): string[] {
  const base = major === 8 ? '' : 'v9'
  return [...Array.from({ length: minor }, (_, step) => `v${major}.${minor - step}`), base]
}
