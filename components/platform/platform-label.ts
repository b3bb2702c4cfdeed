import type { Platform } from '@/lib/oci/platform'

/** What a chip says: Linux is left out, being the rule (`arm/v7`); other systems are named (`windows/amd64`). */
export function platformLabel(platform: Platform): string {
  const machine = [platform.architecture, platform.variant].filter(Boolean).join('/')
  const name = platform.os === 'linux' || platform.os === '' ? machine : `${platform.os}/${machine}`
  return name === '' ? 'no platform' : name
}

/** The whole of it in words, for hover and screen readers. */
export function platformTitle(platform: Platform): string {
  const name = [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/')
  const version = platform['os.version']
  const features = [...(platform['os.features'] ?? []), ...(platform.features ?? [])]
  const parts = [name === '' ? 'no platform' : name]
  if (version) parts.push(`version ${version}`)
  if (features.length > 0) parts.push(`features ${features.join(', ')}`)
  return parts.join(', ')
}

const WINDOWS_RELEASES: Readonly<Record<string, string>> = {
  '14393': '2016',
  '17763': '2019',
  '20348': '2022',
  '26100': '2025',
}

/** The Windows Server release people know a build by, else the build: `2022`, `10.0.19041`. */
export function osVersionLabel(platform: Platform): string | null {
  const version = platform['os.version']
  if (!version) return null
  const build = version.split('.')[2]
  return (platform.os === 'windows' && build && WINDOWS_RELEASES[build]) || version
}
