import { canonicalSpelling, isKnownPlatform } from '@/lib/oci/known-platforms'
import type { Platform } from '@/lib/oci/platform'

/** A repository or tag name, read as "something, for a platform". */
export interface PlatformReading {
  /** The name without those words: `1.2` of `1.2-linux-arm64`. Empty where the name is nothing else. */
  rest: string
  platform: Platform
  /** A word was taken for a variant that may as well be part of the name: `v2` of `amd64-v2`. */
  loose: boolean
}

/**
 * How a name may be read as naming a platform: `1.2-amd64`, `amd64-1.2`, `1.2_linux_arm64`, `arm64v8/app`,
 * `1.2-windows-ltsc2022`. Words are whole ones between `-`, `_`, `.` and `/`: there is no arm in `charm-tool`.
 * None where there is no such word, or more than one place that has some: nobody can tell which one is meant.
 */
export function readPlatformWords(name: string): PlatformReading[] {
  const [run, another] = runsOf(wordsOf(name))
  const platform = run && !another ? platformOf(run) : null
  if (!run || !platform) return []
  const plain: PlatformReading = { rest: without(name, run.start, run.end), platform, loose: false }
  const tuned = run.next && withVariant(platform, run.next.text)
  if (!run.next || !tuned) return [plain]
  return [plain, { rest: without(name, run.start, run.next.end), platform: tuned, loose: true }]
}

interface Word {
  /** In lower case. */
  text: string
  start: number
  end: number
}

type Machine = Pick<Platform, 'architecture' | 'variant'>

/** Words side by side that together name one platform. */
interface Run extends Role {
  start: number
  end: number
  /** The word after them. */
  next: Word | undefined
}

interface Role {
  os?: string
  machine?: Machine
  /** `os.version` of the Windows release named. */
  release?: string
}

const OS_WORDS = new Set('linux windows win darwin macos freebsd netbsd openbsd'.split(' '))

/** Release names of Windows images and the build each stands for (learn.microsoft.com, base image lifecycle). */
const WINDOWS_RELEASES: Readonly<Record<string, string>> = {
  ltsc2016: '10.0.14393',
  ltsc2019: '10.0.17763',
  ltsc2022: '10.0.20348',
  ltsc2025: '10.0.26100',
  '1809': '10.0.17763',
  '1903': '10.0.18362',
  '1909': '10.0.18363',
  '2004': '10.0.19041',
  '20h2': '10.0.19042',
}
const WINDOWS_WORDS = new Set(['windows', 'win', 'nanoserver', 'servercore', 'windowsservercore'])

/** Words that hold architecture and variant in one; the plain ones are those of `known-platforms`. */
const JOINED_WORDS: [pattern: RegExp, architecture: string][] = [
  [/^amd64(v[1-4])$/, 'amd64'],
  [/^x86[-_]64(v[1-4])$/, 'amd64'],
  [/^arm64(v[89])$/, 'arm64'],
  [/^arm(?:32)?(v[5-8])(?:l|h|hf)?$/, 'arm'],
]

function wordsOf(name: string): Word[] {
  const words: Word[] = []
  for (const { 0: text, index } of name.matchAll(/[^-_./]+/g)) {
    const last = words.at(-1)
    const end = index + text.length
    // The one architecture whose name is itself cut by a separator.
    const joined = last?.text === 'x86' && /^64(?:v[1-4])?$/i.test(text) && /[-_]/.test(name[last.end] ?? '')
    if (last && joined) words.splice(-1, 1, { ...last, text: name.slice(last.start, end).toLowerCase(), end })
    else words.push({ text: text.toLowerCase(), start: index, end })
  }
  return words.map((word) => (isVersionPart(word, name) ? { ...word, text: '' } : word))
}

/** `386` in `1.386` is a number. */
function isVersionPart({ text, start, end }: Word, name: string): boolean {
  return /^\d+$/.test(text) && (name[start - 1] === '.' || name[end] === '.')
}

/** As few as fit: a second operating system or architecture begins a run of its own. */
function runsOf(words: readonly Word[]): Run[] {
  const runs: Run[] = []
  let current: Run | null = null
  words.forEach((word, place) => {
    const role = roleOf(word.text, words[place - 1]?.text)
    if (role && current && !Object.keys(role).some((key) => key in (current ?? {})))
      Object.assign(current, role, { end: word.end, next: words[place + 1] })
    else {
      current = role && { ...role, start: word.start, end: word.end, next: words[place + 1] }
      if (current) runs.push(current)
    }
  })
  return runs.filter(({ machine, release }) => machine || release)
}

function roleOf(word: string, before: string | undefined): Role | null {
  if (OS_WORDS.has(word)) return { os: word }
  const release = Object.hasOwn(WINDOWS_RELEASES, word) ? WINDOWS_RELEASES[word] : undefined
  if (release && (word.startsWith('ltsc') || WINDOWS_WORDS.has(before ?? ''))) return { release }
  const machine = machineOf(word)
  return machine && { machine }
}

function machineOf(word: string): Machine | null {
  for (const [pattern, architecture] of JOINED_WORDS) {
    const variant = pattern.exec(word)?.[1]
    if (variant)
      return architecture === 'arm' && variant === 'v8'
        ? { architecture: 'arm64' }
        : { architecture, variant }
  }
  const written: Platform = { os: 'linux', architecture: word }
  const { architecture, variant } = canonicalSpelling(written) ?? written
  return isKnownPlatform({ os: 'linux', architecture }) ? { architecture, ...(variant && { variant }) } : null
}

/** Null for what no toolchain builds for. A Windows release without an architecture is that of amd64, as its images are. */
function platformOf({ os, machine = { architecture: 'amd64' }, release }: Role): Platform | null {
  const named: Platform = { os: os ?? (release ? 'windows' : 'linux'), ...machine }
  const platform = canonicalSpelling(named) ?? named
  if (release && platform.os !== 'windows') return null
  return isKnownPlatform(platform) ? { ...platform, ...(release && { 'os.version': release }) } : null
}

function withVariant(platform: Platform, word: string): Platform | null {
  if (platform.variant || !/^v\d/.test(word)) return null
  const tuned = { ...platform, variant: word }
  return isKnownPlatform(tuned) ? tuned : null
}

/** What is left of a name, with one separator where the words stood. A path stays a path. */
function without(name: string, start: number, end: number): string {
  const before = name.slice(0, Math.max(0, start - 1))
  const after = name.slice(end + 1)
  if (before === '' || after === '') return before + after
  return before + (name[end] === '/' ? '/' : (name[start - 1] ?? '')) + after
}
