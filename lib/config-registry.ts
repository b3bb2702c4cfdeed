import 'server-only'
import packageJson from '@/package.json'
import { parseWebAddress } from './config-address'
import type { RegistryEntry } from './config-schema'
import { createSecretReader, type ReadText } from './config-secret'
import { createGlob } from './oci/glob'
import type { RegistrySettings } from './registry/client-types'

/** One registry as configured, its secrets read. */
export interface RegistryConfig {
  settings: RegistrySettings
  repositories: string[]
  readOnly: boolean
  scan: ScanConfig
  /** What the registry shows as `Authorization: Bearer ...` when it calls our webhook; null: its calls are refused. */
  webhookToken: string | null
}

/** What of a registry is scanned, and when. */
export interface ScanConfig {
  /** False: never, not even when asked. */
  enabled: boolean
  /** Milliseconds between scans, quick ones and those that verify; null: only when asked. */
  everyMs: number | null
  verifyEveryMs: number | null
  /** Globs as written. */
  repositories: readonly string[]
  includes: (repository: string) => boolean
}

/** Completes an entry: its address, and its secrets out of their files. Throws `ConfigError`. */
export function readRegistry(entry: RegistryEntry, readText: ReadText): RegistryConfig {
  const { name, username, passwordFile, caFile } = entry
  const secrets = createSecretReader(`Registry ${name}`, readText)
  const { problem } = secrets
  const url = parseWebAddress(entry.url ?? `https://${API_HOSTS.get(name) ?? name}`)
  if (url?.pathname !== '/') throw problem('its url is not an http(s) address of the form https://host:port')
  const password = passwordFile ? secrets.secret(passwordFile, 'passwordFile') : entry.password
  if ((username === undefined) !== (password === undefined))
    throw problem('give both username and password, or neither')
  const ca = caFile ? secrets.text(caFile, 'caFile') : null
  if (ca !== null && !ca.includes('BEGIN CERTIFICATE'))
    throw problem(`its caFile ${caFile} holds no PEM certificate`)
  return {
    repositories: entry.repositories,
    readOnly: entry.readOnly,
    scan: scanOf(entry.scan),
    webhookToken: secrets.token(entry.webhook ?? {}),
    settings: {
      name,
      url: url.origin,
      username: username ?? null,
      password: password ?? null,
      ca,
      insecureSkipVerify: entry.insecureSkipVerify,
      concurrency: entry.concurrency,
      userAgent: `Manifold/${packageJson.version}`,
      scan: {
        concurrency: entry.scan.concurrency ?? entry.concurrency,
        rate: entry.scan.rate ?? null,
        method: entry.scan.method ?? (COUNTS_GETS.has(name) ? 'head' : 'get'),
      },
    },
  }
}

function scanOf({ enabled, every, verifyEvery, repositories }: RegistryEntry['scan']): ScanConfig {
  const globs = repositories.map(createGlob).flatMap((glob) => (glob.ok ? [glob.value] : []))
  return {
    enabled,
    everyMs: every,
    verifyEveryMs: verifyEvery,
    repositories,
    includes: (repository) => globs.some((matches) => matches(repository)),
  }
}

/** Docker Hub's API does not live under its own name. */
const API_HOSTS = new Map([['docker.io', 'registry-1.docker.io']])
/** Registries that allow so many GETs of manifests, and any number of HEADs. */
const COUNTS_GETS = new Set(['docker.io'])
