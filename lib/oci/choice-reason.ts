import { machineName } from './machine-name'
import { formatPlatform, normalizePlatform, type Platform } from './platform'
import type { Client, OfferedEntry } from './platform-choice'
import { refusalReason } from './refusal-reason'
import { runsOnWindowsHost, sameBuild } from './windows-build'

/** What was asked, of what, and what came of it: `place` is `choosePlatform`'s answer. */
export interface Choice {
  client: Client
  wanted: Platform
  entries: readonly OfferedEntry[]
  place: number | null
}

/** Why a client pulls that entry, or none: a few plain words, without a capital and a full stop. */
export function choiceReason(choice: Choice): string {
  const entry = choice.place === null ? undefined : choice.entries[choice.place]
  if (!entry) return refusalReason(choice)
  if (!entry.platform) return unnamedReason(choice, entry)
  const twins = choice.entries.filter(({ platform }) => platform && key(platform) === key(entry.platform))
  const reason =
    choice.wanted.os === 'windows'
      ? windowsReason(choice, entry.platform)
      : machineReason(choice, entry.platform)
  if (twins.length < 2) return reason
  return reason === 'exact'
    ? `first of ${twins.length} equal entries`
    : `${reason}; first of ${twins.length} equal entries`
}

/** The same with who asked and for what: sentences. */
export function choiceSentence(choice: Choice, offered: string): string {
  const { client, wanted, entries, place } = choice
  const platform = place === null ? null : entries[place]?.platform
  const reason = choiceReason(choice)
  const asks = `${client} asks for ${formatPlatform(wanted)}`
  if (place === null) return `${asks} and finds nothing: ${reason}. The index has ${offered}.`
  return `${asks} and pulls ${platform ? formatPlatform(platform) : 'the entry without platform'}: ${reason}.`
}

function unnamedReason({ client, wanted }: Choice, { configPlatform }: OfferedEntry): string {
  if (client === 'crane') return 'the entry names no platform: taken for linux/amd64'
  if (client === 'podman') return 'the entry names no platform: the last resort, taken unseen'
  return `the entry names no platform; its config says ${formatPlatform(configPlatform ?? wanted)}`
}

function machineReason(choice: Choice, offered: Platform): string {
  const { client, wanted, entries } = choice
  const [asked, found] = [normalizePlatform(wanted), normalizePlatform(offered)]
  if (asked.architecture !== found.architecture) return `falls back to 32-bit ${machineName(offered)}`
  // Podman reads "arm" as any ARM, where containerd reads it as v7.
  if (client === 'podman' && found.architecture === 'arm' && wanted.variant && !offered.variant)
    return 'any ARM: the entry names no variant'
  if ((asked.variant ?? '') === (found.variant ?? '')) return exactReason(choice, entries)
  if (client === 'crane') return `first ${found.architecture} entry, its variant not looked at`
  const level = wanted.architecture === 'amd64' && !found.variant
  return level ? `no ${wanted.variant} entry; plain amd64 fits` : `falls back to ${machineName(offered)}`
}

function exactReason({ client, wanted }: Choice, entries: readonly OfferedEntry[]): string {
  if (wanted.architecture !== 'amd64') return 'exact'
  if (wanted.variant) return client === 'docker' ? `asks for the host's level, ${wanted.variant}` : 'exact'
  const levels = entries.some(
    ({ platform }) =>
      platform?.os === wanted.os && platform.architecture === 'amd64' && normalizePlatform(platform).variant,
  )
  if (!levels) return 'exact'
  return client === 'crane'
    ? 'first amd64 entry, its variant not looked at'
    : 'asks for plain amd64, never v2 or higher'
}

function windowsReason({ client, wanted, entries }: Choice, offered: Platform): string {
  const host = wanted['os.version'] ?? ''
  const build = offered['os.version'] ?? ''
  if (host === '') {
    const several = entries.filter(({ platform }) => platform?.os === 'windows').length > 1
    return several ? 'first Windows entry, its build not looked at' : 'its build is not looked at'
  }
  if (build === '') return 'the entry names no build: taken for any host'
  if (sameBuild(build, host)) return 'same build as the host'
  const runs = runsOnWindowsHost(build, host)
  if (client === 'containerd') return 'older build, which this host runs'
  return runs
    ? 'no entry of the build: the first older one'
    : 'no entry of the build: an older one, which needs Hyper-V isolation'
}

const key = (platform: Platform | null): string =>
  platform ? formatPlatform(normalizePlatform(platform)) : ''
