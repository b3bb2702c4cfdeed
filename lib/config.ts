import 'server-only'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import packageJson from '@/package.json'
import { ConfigError } from './config-error'
import { type RegistryEntry, readConfigFile } from './config-file'
import { isRegistryName } from './oci/reference'
import type { RegistrySettings } from './registry/client-types'

/** One registry as configured, its secrets read. */
export interface RegistryConfig {
  settings: RegistrySettings
  repositories: string[]
  readOnly: boolean
}

/** The whole configuration, checked. The only place that reads the environment and manifold.yaml makes it. */
export interface Config {
  version: string
  registries: RegistryConfig[]
  publicUrl: URL | null
  /** Names a request's `Host` may carry, lower case, without port. */
  hostNames: ReadonlySet<string>
  loopbackOnly: boolean
  /** Why nothing may be written anywhere, or null. */
  readOnlyReason: string | null
  databaseUrl: string | null
  /** Folder of the embedded store. */
  dataDir: string
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']
const WILDCARD_NAMES = new Set(['0.0.0.0', '::', '[::]'])

const optional = z.string().optional()
const webAddress = z.string().refine((text) => parseWebAddress(text) !== null, 'not an http(s) address')

const Environment = z
  .object({
    REGISTRY_URL: webAddress.optional(),
    REGISTRY_NAME: z
      .string()
      .refine(isRegistryName, 'not a registry name: write host or host:port')
      .optional(),
    REGISTRY_USERNAME: optional,
    REGISTRY_PASSWORD: optional,
    REGISTRY_PASSWORD_FILE: optional,
    REGISTRY_CA_FILE: optional,
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    PUBLIC_URL: webAddress.optional(),
    DATABASE_URL: optional,
    MANIFOLD_DATA: z.string().default('.manifold'),
    MANIFOLD_CONFIG: optional,
    MANIFOLD_OPEN: z.enum(['0', '1'], 'write 1 to consent, or leave it out').default('0'),
  })
  .refine((env) => !(env.REGISTRY_PASSWORD && env.REGISTRY_PASSWORD_FILE), {
    path: ['REGISTRY_PASSWORD_FILE'],
    message: 'give REGISTRY_PASSWORD or REGISTRY_PASSWORD_FILE, not both',
  })
type Environment = z.infer<typeof Environment>

/** Reads a text file, or answers null where there is none. */
export type ReadText = (path: string) => string | null

/** Reads and checks everything. Throws `ConfigError`, whose message names every problem and no secret. */
export function loadConfig(
  environment: Record<string, string | undefined> = process.env,
  readText: ReadText = readTextFile,
): Config {
  const env = readEnvironment(environment)
  const registries = readRegistries(env, readText)
  const host = env.HOST.toLowerCase()
  const loopbackOnly = LOOPBACK_NAMES.includes(host) || host === '::1'
  const publicUrl = env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : null
  return {
    version: packageJson.version,
    registries,
    publicUrl,
    hostNames: new Set([
      ...LOOPBACK_NAMES,
      ...(WILDCARD_NAMES.has(host) ? [] : [host.includes(':') && !host.startsWith('[') ? `[${host}]` : host]),
      ...(publicUrl ? [publicUrl.hostname] : []),
    ]),
    loopbackOnly,
    readOnlyReason: loopbackOnly || env.MANIFOLD_OPEN === '1' ? null : BEYOND_LOOPBACK,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: resolve(env.MANIFOLD_DATA, 'store'),
  }
}

const BEYOND_LOOPBACK =
  'Manifold can be reached from other machines and has no sign-in, so nothing can be written. Set MANIFOLD_OPEN=1 to allow it all the same.'

function readEnvironment(environment: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const checked = Environment.safeParse(given)
  if (checked.success) return checked.data
  throw new ConfigError(checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
}

function readRegistries(env: Environment, readText: ReadText): RegistryConfig[] {
  const path = env.MANIFOLD_CONFIG ?? 'manifold.yaml'
  const text = readText(path)
  if (text === null && env.MANIFOLD_CONFIG)
    throw new ConfigError([`MANIFOLD_CONFIG: there is no file ${path}`])
  const entries = text === null ? [] : readConfigFile(path, text).registries
  if (env.REGISTRY_URL) entries.unshift(environmentEntry(env, env.REGISTRY_URL))
  if (entries.length === 0) {
    throw new ConfigError([
      'No registry is configured: set REGISTRY_URL=http://host:port, or write manifold.yaml.',
    ])
  }
  const names = entries.map(({ name }) => name)
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice) throw new ConfigError([`The registry ${twice} is configured twice.`])
  return entries.map((entry) => readRegistry(entry, readText))
}

function environmentEntry(env: Environment, url: string): RegistryEntry {
  return {
    name: env.REGISTRY_NAME ?? new URL(url).host,
    url,
    username: env.REGISTRY_USERNAME,
    password: env.REGISTRY_PASSWORD,
    passwordFile: env.REGISTRY_PASSWORD_FILE,
    caFile: env.REGISTRY_CA_FILE,
    insecureSkipVerify: false,
    repositories: [],
    readOnly: false,
    concurrency: 8,
  }
}

function readRegistry(entry: RegistryEntry, readText: ReadText): RegistryConfig {
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
function parseWebAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const plain = /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  return plain && url.hostname !== '' ? url : null
}

function readTextFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new ConfigError([
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ])
  }
}
