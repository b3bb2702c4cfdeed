import { type Descriptor, sameDescriptor } from '@/lib/oci/descriptor'
import type { Platform } from '@/lib/oci/platform'
import { expressible } from './key-value'
import { type CommandPart, shellOption } from './shell-words'
import type { WantedEntry } from './wanted-index'

/** An entry in the words of regctl. */
export interface RegctlEntry {
  reference: string
  /** What has to be said of it; empty where its config says all. */
  options: readonly CommandPart[]
  written: Descriptor
}

/** What regctl has to be told of an entry, and what it makes of that. */
export function regctlEntry({ descriptor, configured, repository }: WantedEntry): RegctlEntry {
  const { mediaType, digest, size } = descriptor
  const annotations = expressible(descriptor.annotations ?? {})
  const said = Object.keys(annotations).length > 0 ? { annotations } : {}
  const plain = { mediaType, digest, size, ...said }
  const read = { ...plain, ...(configured?.os && { platform: configured }) }
  const spoken = descriptor.platform ? spokenPlatform(descriptor.platform) : null
  const needsWords = spoken && !samePlatform(descriptor, read)
  return {
    reference: `${repository}@${digest}`,
    options: [
      ...(needsWords ? [['--desc-platform', spoken.text]] : []),
      ...Object.entries(annotations).map(([key, value]) =>
        shellOption('--desc-annotation', `${key}=${value}`),
      ),
    ],
    written: needsWords ? { ...plain, platform: spoken.platform } : read,
  }
}

function samePlatform({ platform: a, ...wanted }: Descriptor, { platform: b }: Descriptor): boolean {
  return sameDescriptor({ ...wanted, ...(a && { platform: a }) }, { ...wanted, ...(b && { platform: b }) })
}

/** The text of `--desc-platform`, and what regctl reads it as; null where it would not take it. */
function spokenPlatform(platform: Platform): { text: string; platform: Platform } | null {
  const { os, architecture, variant = '', 'os.version': version = '' } = platform
  const words = [os, architecture, ...(variant ? [variant] : [])]
  if (!words.every((word) => /^[\w-]+$/.test(word))) return null
  const sayable = /^[\w.+-]+$/.test(version) ? version : ''
  const read = asRead(words.map((word) => word.toLowerCase()))
  return {
    text: words.join('/') + (sayable && `,osver=${sayable}`),
    platform: { ...read, ...(sayable && { 'os.version': sayable }) },
  }
}

/** regclient, types/platform/platform.go `normalize`. */
function asRead([os = '', architecture = '', variant = '']: readonly string[]): Platform {
  const [named, implied] = ALIASES.get(architecture) ?? [architecture, variant]
  const spelled = SPELLINGS.get(`${named}/${implied}`) ?? implied
  return { os: os === 'macos' ? 'darwin' : os, architecture: named, ...(spelled && { variant: spelled }) }
}

const ALIASES = new Map<string, readonly [architecture: string, variant: string]>([
  ['i386', ['386', '']],
  ['armhf', ['arm', 'v7']],
  ['armel', ['arm', 'v6']],
])

const SPELLINGS = new Map([
  ['amd64/v1', ''],
  ['arm64/8', ''],
  ['arm64/v8', ''],
  ['arm/', 'v7'],
  ['arm/7', 'v7'],
  ['arm/5', 'v5'],
  ['arm/6', 'v6'],
  ['arm/8', 'v8'],
])
