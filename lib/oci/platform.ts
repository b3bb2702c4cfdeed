import { fail, ok, type Result } from './result'

/**
 * What an entry runs on, with the image-spec's own key names (image-index.md, `platform`).
 * Values are kept as found: normalising is a question asked of them, never a rewrite.
 *
 * As text: `os[(os.version[+feature...])]/architecture[/variant]`, containerd's specifier. One word alone
 * is an operating system or an architecture; the other half is then `linux` or `amd64`.
 */
export interface Platform {
  os: string
  architecture: string
  variant?: string
  'os.version'?: string
  'os.features'?: string[]
  /** CPU features of a Docker manifest list; reserved in the image-spec. */
  features?: string[]
}

export interface PlatformProblem {
  code: 'PLATFORM_INVALID'
  message: string
}

const OS_PATTERN = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/
const COMPONENT_PATTERN = /^[A-Za-z0-9_.-]+$/

const OS_WORDS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux macos nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
)
const ARCHITECTURE_WORDS = new Set(
  (
    '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 ' +
    'mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm i386 x86_64 x86-64 aarch64 armhf armel'
  ).split(' '),
)

/** Parses a specifier as containerd does (containerd/platforms, `Parse`); aliases come out canonical. */
export function parsePlatform(text: string): Result<Platform, PlatformProblem> {
  const [first = '', second, third, ...more] = text.split('/')
  if (text.includes('*')) return invalid(text, 'wildcards are not supported')
  if (more.length > 0) return invalid(text, 'it has more than three parts')
  const os = OS_PATTERN.exec(first)
  if (!os?.[1]) return invalid(text, `"${first}" is not an operating system`)
  for (const part of [second, third]) {
    if (part !== undefined && !COMPONENT_PATTERN.test(part))
      return invalid(text, `"${part}" is not a platform name`)
  }
  const details = {
    ...(os[2] && { 'os.version': decodeOsPart(os[2]) }),
    ...(os[3] && { 'os.features': os[3].slice(1).split('+').map(decodeOsPart) }),
  }
  if (second === undefined) return parseOneWord(text, os[1], details)
  const named = normalizeArchitecture({
    os: normalizeOs(os[1]),
    architecture: second,
    ...(third && { variant: third }),
  })
  return ok({ ...spelled(named, third), ...details })
}

/** The specifier of a platform. Nothing is normalised: `arm/v7` and `arm` stay two texts. */
export function formatPlatform(platform: Platform): string {
  const version = platform['os.version'] ?? ''
  const features = [...(platform['os.features'] ?? [])].sort().map((feature) => `+${encodeOsPart(feature)}`)
  const details = version || features.length > 0 ? `(${encodeOsPart(version)}${features.join('')})` : ''
  return [(platform.os || 'unknown') + details, platform.architecture, platform.variant]
    .filter(Boolean)
    .join('/')
}

/**
 * The one spelling of a platform that every containerd-based client compares by
 * (containerd/platforms, `Normalize`): `Linux/x86_64` -> `linux/amd64`, `arm` -> `arm/v7`, `arm64/v8` -> `arm64`.
 */
export function normalizePlatform(platform: Platform): Platform {
  const { variant, ...rest } = normalizeArchitecture({ ...platform, os: normalizeOs(platform.os) })
  const features = platform['os.features']
  return {
    ...rest,
    ...(variant && { variant }),
    ...(features && { 'os.features': [...new Set(features)].sort() }),
  }
}

/** The normalised specifier: the key under which a platform is compared, counted and listed. */
export function platformKey(platform: Platform): string {
  return formatPlatform(normalizePlatform(platform))
}

/** Identity after normalising: no client could ever choose between the two. */
export function samePlatform(a: Platform, b: Platform): boolean {
  return platformKey(a) === platformKey(b)
}

function parseOneWord(
  text: string,
  word: string,
  details: Partial<Platform>,
): Result<Platform, PlatformProblem> {
  const lower = word.toLowerCase()
  if (OS_WORDS.has(lower)) return ok({ os: normalizeOs(lower), architecture: 'amd64', ...details })
  if (!ARCHITECTURE_WORDS.has(lower))
    return invalid(text, 'neither an operating system nor an architecture has this name')
  return ok({
    ...spelled(normalizeArchitecture({ os: 'linux', architecture: lower }), undefined),
    ...details,
  })
}

/** What nobody wrote is not shown: `linux/arm` means v7 but is not spelled so. */
function spelled(platform: Platform, variantAsWritten: string | undefined): Platform {
  const { variant, ...rest } = platform
  if (platform.architecture === 'arm64' && variantAsWritten !== undefined)
    return { ...rest, variant: variant || 'v8' }
  if (platform.architecture === 'arm' && variant === 'v7' && variantAsWritten === undefined) return rest
  return variant ? { ...rest, variant } : rest
}

function normalizeOs(os: string): string {
  const lower = os.toLowerCase()
  return lower === 'macos' ? 'darwin' : lower
}

function normalizeArchitecture(platform: Platform): Platform {
  const architecture = platform.architecture.toLowerCase()
  const variant = platform.variant?.toLowerCase() ?? ''
  const as = (name: string, normalized: string): Platform => ({
    ...platform,
    architecture: name,
    variant: normalized,
  })
  switch (architecture) {
    case 'i386':
      return as('386', '')
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return as('amd64', variant === 'v1' ? '' : variant)
    case 'aarch64':
    case 'arm64':
      return as('arm64', ARM64_VARIANTS.get(variant) ?? variant)
    case 'armhf':
      return as('arm', 'v7')
    case 'armel':
      return as('arm', 'v6')
    case 'arm':
      return as('arm', ARM_VARIANTS.get(variant) ?? variant)
    default:
      return as(architecture, variant)
  }
}

const ARM64_VARIANTS = new Map([
  ['8', ''],
  ['v8', ''],
  ['v8.0', ''],
  ['9', 'v9'],
  ['9.0', 'v9'],
  ['v9.0', 'v9'],
])
const ARM_VARIANTS = new Map([
  ['', 'v7'],
  ['7', 'v7'],
  ['5', 'v5'],
  ['6', 'v6'],
  ['8', 'v8'],
])

/** `os.version` and `os.features` may hold anything; in a specifier all but the plain characters are escaped. */
function encodeOsPart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function decodeOsPart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function invalid(text: string, reason: string) {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return fail<PlatformProblem>({
    code: 'PLATFORM_INVALID',
    message: `"${shown}" is not a platform: ${reason}. Write os/architecture, as in linux/arm64 or linux/arm/v7.`,
  })
}
