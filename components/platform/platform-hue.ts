import type { CSSProperties } from 'react'
import type { Platform } from '@/lib/oci/platform'

type Named = Pick<Platform, 'architecture' | 'variant'>

/** One hue an architecture, the same in chip, stack, matrix and board; the figures live in globals.css. */
const HUES: Readonly<Record<string, string>> = {
  amd64: 'var(--arch-amd64)',
  arm64: 'var(--arch-arm64)',
  'arm/v7': 'var(--arch-arm-v7)',
  'arm/v6': 'var(--arch-arm-v6)',
  'arm/v5': 'var(--arch-arm-v6)',
  arm: 'var(--arch-arm-v7)',
  s390x: 'var(--arch-s390x)',
  ppc64le: 'var(--arch-ppc64le)',
  riscv64: 'var(--arch-riscv64)',
  '386': 'var(--arch-386)',
}

/** The `--h` that the `arch-*` utilities of globals.css read. */
export function platformHue(platform: Named): CSSProperties {
  return { '--h': hueOf(platform) } as CSSProperties
}

export function hueOf({ architecture, variant }: Named): string {
  return HUES[`${architecture}/${variant ?? ''}`] ?? HUES[architecture] ?? String(hashedHue(architecture))
}

/** An architecture without a hue of its own gets one from its name: the same on every page and every day. */
function hashedHue(name: string): number {
  let hash = 0x811c9dc5
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % 360
}
