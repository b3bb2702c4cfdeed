import 'server-only'
import packageJson from '@/package.json'
import { ConfigError } from './config-error'
import type { RegistryEntry } from './config-file'
import type { RegistrySettings } from './registry/client-types'

/** One registry as configured, its secrets read. */
export interface RegistryConfig {
  settings: RegistrySettings
  repositories: string[]
  readOnly: boolean
}

/** Reads a text file, or answers null where there is none. */
export type ReadText = (path: string) => string | null

/** Completes an entry: its address, and its secrets out of their files. Throws `ConfigError`. */
export function readRegistry(entry: RegistryEntry, readText: ReadText): RegistryConfig {
  const { name, username, passwordFile, caFile } = entry
  const problem = (text: string) => new ConfigError([`Registry ${name}: ${text}`])
  const read = (path: string, what: string) => {
    const text = readText(path)
    if (text === null) throw problem(`its ${what} ${path} is not there`)
    return text
  }
  const url = parseWebAddress(entry.url ?? `https://${API_HOSTS.get(name) ?? name}`)
  if (url?.pathname !== '/') throw problem('its url is not an http(s) address of the form https://host:port')
  // A file written with `echo` ends in a newline that is no part of the password.
  const password = passwordFile ? read(passwordFile, 'passwordFile').replace(/\r?\n$/, '') : entry.password
  if ((username === undefined) !== (password === undefined))
    throw problem('give both username and password, or neither')
  const ca = caFile ? read(caFile, 'caFile') : null
  if (ca !== null && !ca.includes('BEGIN CERTIFICATE'))
    throw problem(`its caFile ${caFile} holds no PEM certificate`)
  return {
    repositories: entry.repositories,
    readOnly: entry.readOnly,
    settings: {
      name,
      url: url.origin,
      username: username ?? null,
      password: password ?? null,
      ca,
      insecureSkipVerify: entry.insecureSkipVerify,
      concurrency: entry.concurrency,
      userAgent: `Manifold/${packageJson.version}`,
    },
  }
}

/** Docker Hub's API does not live under its own name. */
const API_HOSTS = new Map([['docker.io', 'registry-1.docker.io']])

/** Credentials, a path or a query in an address would end up where nobody expects them: refused. */
export function parseWebAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const plain = /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  return plain && url.hostname !== '' ? url : null
}
