import { canonicalSpelling } from '@/lib/oci/known-platforms'
import { type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'
import { fail, ok, type Result } from '@/lib/oci/result'
import type { Placeholder } from './template'

/** A platform as somebody listed it for a template. */
export interface TemplatePlatform {
  /** In the spelling every client knows. */
  platform: Platform
  /** As written: who names images `-aarch64` lists `linux/aarch64`. */
  words: Readonly<Record<Placeholder, string>>
}

export type ListedPlatform = { text: string; result: Result<TemplatePlatform, { message: string }> }

/** What most images are built for. */
export const COMMON_PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/s390x', 'linux/ppc64le']

/** More than anybody builds for; each is a question to the registry. */
const PLATFORMS_MAX = 64

/** Reads `os/arch[/variant]`, parted by commas, spaces or lines. Each is read by itself; one named twice says so. */
export function readPlatformList(list: string): ListedPlatform[] {
  const texts = list.split(/[\s,;]+/).filter(Boolean)
  const seen = new Set<string>()
  return texts.slice(0, PLATFORMS_MAX + 1).map((text, place) => {
    const result = place < PLATFORMS_MAX ? readListed(text) : tooMany(texts.length)
    if (!result.ok) return { text, result }
    const key = platformKey(result.value.platform)
    if (seen.has(key)) return { text, result: fail({ message: `${text} is listed already: remove one.` }) }
    seen.add(key)
    return { text, result }
  })
}

function readListed(text: string): Result<TemplatePlatform, { message: string }> {
  const parsed = parsePlatform(text)
  if (!parsed.ok) return parsed
  const platform = canonicalSpelling(parsed.value) ?? parsed.value
  return ok({ platform, words: wordsOf(text, platform) })
}

/** One word alone names an operating system or an architecture; the other half is as `parsePlatform` fills it. */
function wordsOf(text: string, platform: Platform): TemplatePlatform['words'] {
  const [first = '', architecture, variant = ''] = text.split('/')
  const os = first.replace(/\(.*$/, '')
  if (architecture !== undefined) return { OS: os, ARCH: architecture, VARIANT: variant }
  const isSystem = platform.os !== 'linux' || os.toLowerCase() === 'linux'
  return isSystem
    ? { OS: os, ARCH: platform.architecture, VARIANT: '' }
    : { OS: platform.os, ARCH: text, VARIANT: '' }
}

const tooMany = (count: number) =>
  fail({ message: `${count} platforms are more than a template takes: list ${PLATFORMS_MAX} at most.` })

/** The list with one platform more, or as it is when that one is there already. */
export function withPlatforms(list: string, more: readonly string[]): string {
  const listed = new Set(
    readPlatformList(list).flatMap(({ result }) => (result.ok ? [platformKey(result.value.platform)] : [])),
  )
  const added = readPlatformList(more.join(' ')).filter(
    ({ result }) => result.ok && !listed.has(platformKey(result.value.platform)),
  )
  return [list.trim(), ...added.map(({ text }) => text)].filter(Boolean).join(' ')
}
