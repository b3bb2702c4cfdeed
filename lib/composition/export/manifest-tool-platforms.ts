import type { Platform } from '@/lib/oci/platform'

/** estesp/manifest-tool v2.2, v2/pkg/util/oslist.go and os.go `IsValidOSArch`. */
const OPERATING_SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1 windows'.split(
    ' ',
  ),
)
const ARCHITECTURES = new Set(
  '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm'.split(' '),
)
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  'linux/arm': ['v5', 'v6', 'v7'],
  'linux/arm64': ['v8'],
}

/** Whether manifest-tool takes an image for this platform. Both halves are looked up apart from each other. */
export function platformIsValid({ os, architecture, variant }: Platform): boolean {
  if (!OPERATING_SYSTEMS.has(os) || !ARCHITECTURES.has(architecture)) return false
  return !variant || (VARIANTS[`${os}/${architecture}`]?.includes(variant) ?? false)
}
