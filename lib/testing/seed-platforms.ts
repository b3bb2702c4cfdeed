import type { Platform } from '@/lib/oci/platform'

/**
 * A platform, and what Manifold has to call it: written down here by hand, so that nothing a test expects is
 * computed by what it tests.
 */
export interface SeedPlatform {
  /** As it stands in an index or a config. */
  wire: Platform
  key: string
  /** The key without the build of Windows. */
  plain: string
}

const linux = (architecture: string, key: string, variant?: string): SeedPlatform => ({
  wire: { os: 'linux', architecture, ...(variant && { variant }) },
  key,
  plain: key,
})

const windows = (build: string): SeedPlatform => ({
  wire: { os: 'windows', architecture: 'amd64', 'os.version': build },
  key: `windows(${build})/amd64`,
  plain: 'windows/amd64',
})

export const AMD64 = linux('amd64', 'linux/amd64')
export const AMD64_V3 = linux('amd64', 'linux/amd64/v3', 'v3')
export const ARM64 = linux('arm64', 'linux/arm64')
/** The same platform, spelled out. */
export const ARM64_V8 = linux('arm64', 'linux/arm64', 'v8')
export const ARM_V6 = linux('arm', 'linux/arm/v6', 'v6')
export const ARM_V7 = linux('arm', 'linux/arm/v7', 'v7')
/** Says too little; containerd reads it as v7. */
export const ARM = linux('arm', 'linux/arm/v7')
export const I386 = linux('386', 'linux/386')
export const PPC64LE = linux('ppc64le', 'linux/ppc64le')
export const S390X = linux('s390x', 'linux/s390x')
export const RISCV64 = linux('riscv64', 'linux/riscv64')
/** No host that any client runs on asks for it. */
export const PPC64 = linux('ppc64', 'linux/ppc64')
export const WINDOWS_2019 = windows('10.0.17763.5329')
export const WINDOWS_2022 = windows('10.0.20348.2227')
export const WINDOWS_2025 = windows('10.0.26100.1742')
export const WINDOWS: SeedPlatform = {
  wire: { os: 'windows', architecture: 'amd64' },
  key: 'windows/amd64',
  plain: 'windows/amd64',
}

export const isWindows = ({ wire }: SeedPlatform): boolean => wire.os === 'windows'
