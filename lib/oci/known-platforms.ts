import { normalizePlatform, type Platform } from './platform'

/** What `go tool dist list` names, plus WASI as image builders write it: the pairs some toolchain can build for. */
const ARCHITECTURES_BY_OS: Record<string, string> = {
  aix: 'ppc64',
  android: '386 amd64 arm arm64',
  darwin: 'amd64 arm64',
  dragonfly: 'amd64',
  freebsd: '386 amd64 arm arm64 riscv64',
  illumos: 'amd64',
  ios: 'amd64 arm64',
  js: 'wasm',
  linux: '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x',
  netbsd: '386 amd64 arm arm64',
  openbsd: '386 amd64 arm arm64 ppc64 riscv64',
  plan9: '386 amd64 arm',
  solaris: 'amd64',
  wasi: 'wasm',
  wasip1: 'wasm',
  windows: '386 amd64 arm arm64',
}

const KNOWN = new Set(
  Object.entries(ARCHITECTURES_BY_OS).flatMap(([os, list]) =>
    list.split(' ').map((architecture) => `${os}/${architecture}`),
  ),
)

/** The variants the image-spec defines (image-index.md); any other is implementation-defined. */
const VARIANT_PATTERNS: Record<string, RegExp> = {
  amd64: /^v[1-4]$/,
  arm: /^v[5-8]$/,
  arm64: /^v(?:8|9)(?:\.\d)?$/,
  ppc64le: /^power\d+$/,
  riscv64: /^rva\d+u64$/,
}

/** What people write for an architecture or an operating system, and the word every client knows. */
const ARCHITECTURE_ALIASES: Record<string, { architecture: string; variant?: string }> = {
  x64: { architecture: 'amd64' },
  x86_64: { architecture: 'amd64' },
  'x86-64': { architecture: 'amd64' },
  i386: { architecture: '386' },
  i486: { architecture: '386' },
  i586: { architecture: '386' },
  i686: { architecture: '386' },
  x86: { architecture: '386' },
  aarch64: { architecture: 'arm64' },
  armel: { architecture: 'arm', variant: 'v6' },
  armv6: { architecture: 'arm', variant: 'v6' },
  armv6l: { architecture: 'arm', variant: 'v6' },
  armhf: { architecture: 'arm', variant: 'v7' },
  armv7: { architecture: 'arm', variant: 'v7' },
  armv7l: { architecture: 'arm', variant: 'v7' },
  ppc64el: { architecture: 'ppc64le' },
  powerpc64le: { architecture: 'ppc64le' },
  mips64el: { architecture: 'mips64le' },
  mipsel: { architecture: 'mipsle' },
  loongarch64: { architecture: 'loong64' },
}
const OS_ALIASES: Record<string, string> = { macos: 'darwin', osx: 'darwin', win: 'windows' }

/** Whether some toolchain names this operating system and architecture, and the variant is one the image-spec knows. */
export function isKnownPlatform(platform: Platform): boolean {
  const { os, architecture, variant } = normalizePlatform(platform)
  if (!KNOWN.has(`${os}/${architecture}`)) return false
  return !variant || (VARIANT_PATTERNS[architecture]?.test(variant) ?? false)
}

/**
 * The spelling every client understands, or null when `platform` is already spelled so or nobody knows a better
 * one. Equal meanings are left alone: `arm64/v8` is a spelling of its own, `aarch64` is not.
 */
export function canonicalSpelling(platform: Platform): Platform | null {
  const os = platform.os.toLowerCase()
  const architecture = platform.architecture.toLowerCase()
  const alias = Object.hasOwn(ARCHITECTURE_ALIASES, architecture)
    ? ARCHITECTURE_ALIASES[architecture]
    : undefined
  const variant = alias?.variant ?? canonicalVariant(alias?.architecture ?? architecture, platform.variant)
  const canonical: Platform = {
    ...platform,
    os: Object.hasOwn(OS_ALIASES, os) ? (OS_ALIASES[os] ?? os) : os,
    architecture: alias?.architecture ?? architecture,
    ...(variant && { variant }),
  }
  const same =
    canonical.os === platform.os &&
    canonical.architecture === platform.architecture &&
    canonical.variant === platform.variant
  return same ? null : canonical
}

/** `8`, `armv8` and `V8` are all written `v8`. */
function canonicalVariant(architecture: string, variant: string | undefined): string | undefined {
  if (!variant || (architecture !== 'arm' && architecture !== 'arm64' && architecture !== 'amd64'))
    return variant
  const lower = variant.toLowerCase().replace(/^armv?/, 'v')
  return /^\d/.test(lower) ? `v${lower}` : lower
}
