import type { Choice } from './choice-reason'
import { machineName } from './machine-name'
import { normalizePlatform, type Platform } from './platform'
import type { Client } from './platform-choice'
import { isOlderOrSameBuild, needsEqualBuild } from './windows-build'

/** Why a client finds nothing, in a few plain words: the nearest entry decides what is worth saying. */
export function refusalReason({ client, wanted, entries }: Choice): string {
  if (entries.length === 0) return 'the index has no entries'
  const seen = entries.flatMap(({ platform, configPlatform }) =>
    looksInside(client) ? (platform ?? configPlatform ?? []) : (platform ?? []),
  )
  const offered = seen.filter(({ os }) => os !== 'unknown')
  if (seen.length === entries.length && offered.length === 0) return 'the index holds attestations alone'
  const asked = normalizePlatform(wanted)
  const sameSystem = offered.filter((platform) => normalizePlatform(platform).os === asked.os)
  const near = sameSystem.filter(
    (platform) => normalizePlatform(platform).architecture === asked.architecture,
  )
  if (near.length > 0)
    return asked.os === 'windows' ? wrongBuild(client, wanted, near) : wrongVariant(client, wanted, near)
  if (entries.some(({ platform }) => platform === null)) return unnamed(client, asked)
  if (sameSystem.length === 0) return `no ${SYSTEMS[asked.os] ?? asked.os} entry`
  return withoutArchitecture(client, asked, sameSystem)
}

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows', freebsd: 'FreeBSD' }

/** Of an entry that names no platform, containerd and what is built on it read the config. */
const looksInside = (client: Client) => client === 'containerd' || client === 'docker'

function unnamed(client: Client, asked: Platform): string {
  if (client === 'crane') return 'an entry without platform counts as linux/amd64'
  return `no ${asked.architecture} entry; one names no platform and is passed over`
}

/** The 32-bit architecture that containerd falls back to. */
const NARROWER: Readonly<Record<string, string>> = { arm64: 'arm', amd64: '386' }

function withoutArchitecture(client: Client, asked: Platform, offered: Platform[]): string {
  const narrower = NARROWER[asked.architecture]
  const missed = !looksInside(client) && offered.some(({ architecture }) => architecture === narrower)
  return `no ${asked.architecture} entry${missed ? `, and ${client} never falls back to 32-bit` : ''}`
}

function wrongVariant(client: Client, wanted: Platform, near: Platform[]): string {
  const { architecture, variant } = normalizePlatform(wanted)
  const asWritten = near.filter((one) => one.os === wanted.os && one.architecture === wanted.architecture)
  if (client === 'crane' && asWritten.length > 0 && wanted.variant)
    return `looks for exactly ${architecture}/${wanted.variant}; there is ${names(near)}`
  const same = near.filter((one) => (normalizePlatform(one).variant ?? '') === (variant ?? ''))
  if (same.length > 0 && !looksInside(client))
    return `spelled ${names(same)}, which ${client} does not take for ${architecture}`
  const needs = same.flatMap((one) => one['os.features'] ?? [])
  if (needs.length > 0) return `the entry needs ${needs.join(', ')}, which nobody asks for`
  if (architecture === 'amd64')
    return variant ? `only higher levels: ${names(near)}` : 'asks for plain amd64, never v2 or higher'
  if (architecture === 'arm' || architecture === 'arm64')
    return `only ${near.map(machineName).join(', ')}, which never runs on ${variant ?? 'v8'}`
  return `the variant must be equal; there is ${names(near)}`
}

function wrongBuild(client: Client, wanted: Platform, near: Platform[]): string {
  const host = wanted['os.version'] ?? ''
  const newer = near.every((platform) => !isOlderOrSameBuild(platform['os.version'] ?? '', host))
  if (client === 'docker' || newer) return 'only builds newer than the host'
  return needsEqualBuild(host)
    ? 'no entry of this build: before Server 2022 it must be equal'
    : 'no build this host runs: each is too old or too new'
}

function names(platforms: readonly Platform[]): string {
  const all = platforms.map(({ architecture, variant }) => [architecture, variant].filter(Boolean).join('/'))
  return [...new Set(all)].join(', ')
}
