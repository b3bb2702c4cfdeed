import 'server-only'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import packageJson from '@/package.json'
import { parseWebAddress } from './config-address'
import { isDuration } from './config-duration'
import { ConfigError } from './config-error'
import { readConfigFile } from './config-file'
import { type NotificationConfig, readNotification } from './config-notification'
import { type RegistryConfig, readRegistry } from './config-registry'
import { type PolicyEntry, RegistryEntry, Token } from './config-schema'
import type { ReadText } from './config-secret'
import { isRegistryName } from './oci/reference'

/** The whole configuration, checked. The only place that reads the environment and manifold.yaml makes it. */
export interface Config {
  version: string
  registries: RegistryConfig[]
  /** Those of manifold.yaml, checked; people may make others on the page. */
  policies: readonly PolicyEntry[]
  /** Who is told of new findings. */
  notifications: readonly NotificationConfig[]
  publicUrl: URL | null
  /** Names a request's `Host` may carry, lower case, without port. */
  hostNames: ReadonlySet<string>
  loopbackOnly: boolean
  /** Why nothing may be written anywhere, or null. */
  readOnlyReason: string | null
  databaseUrl: string | null
  /** Folder of the embedded store. */
  dataDir: string
  /** Where lists of what layers hold are kept: made anew when they are gone. */
  layersDir: string
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']
const WILDCARD_NAMES = new Set(['0.0.0.0', '::', '[::]'])

const optional = z.string().optional()
const duration = optional.refine(
  (text) => text === undefined || isDuration(text),
  'not a time: write one such as 15m, 6h or 7d, at most 21d, or never',
)
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
    REGISTRY_WEBHOOK_TOKEN: Token.optional(),
    REGISTRY_WEBHOOK_TOKEN_FILE: optional,
    SCAN_EVERY: duration,
    SCAN_VERIFY_EVERY: duration,
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
  .refine((env) => !(env.REGISTRY_WEBHOOK_TOKEN && env.REGISTRY_WEBHOOK_TOKEN_FILE), {
    path: ['REGISTRY_WEBHOOK_TOKEN_FILE'],
    message: 'give REGISTRY_WEBHOOK_TOKEN or REGISTRY_WEBHOOK_TOKEN_FILE, not both',
  })
type Environment = z.infer<typeof Environment>

/** Reads and checks everything. Throws `ConfigError`, whose message names every problem and no secret. */
export function loadConfig(
  environment: Record<string, string | undefined> = process.env,
  readText: ReadText = readTextFile,
): Config {
  const env = readEnvironment(environment)
  const configured = readConfigured(env, readText)
  const host = env.HOST.toLowerCase()
  const loopbackOnly = LOOPBACK_NAMES.includes(host) || host === '::1'
  const publicUrl = env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : null
  return {
    version: packageJson.version,
    ...configured,
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
    layersDir: resolve(env.MANIFOLD_DATA, 'layers'),
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

/** The registry of the environment first, then those of the file. */
function readConfigured(
  env: Environment,
  readText: ReadText,
): Pick<Config, 'registries' | 'policies' | 'notifications'> {
  const path = env.MANIFOLD_CONFIG ?? 'manifold.yaml'
  const text = readText(path)
  if (text === null && env.MANIFOLD_CONFIG)
    throw new ConfigError([`MANIFOLD_CONFIG: there is no file ${path}`])
  const own = env.REGISTRY_URL ? [environmentEntry(env, env.REGISTRY_URL)] : []
  const given = own.map(({ name }) => name)
  const file = readConfigFile(path, text ?? '', given)
  const entries = [...own, ...file.registries]
  if (entries.length === 0) {
    throw new ConfigError([
      'No registry is configured: set REGISTRY_URL=http://host:port, or write manifold.yaml.',
    ])
  }
  const names = entries.map(({ name }) => name)
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice) throw new ConfigError([`The registry ${twice} is configured twice.`])
  return {
    registries: entries.map((entry) => readRegistry(entry, readText)),
    policies: file.policies,
    notifications: file.notifications.map((entry) => readNotification(entry, readText)),
  }
}

function environmentEntry(env: Environment, url: string): RegistryEntry {
  const token = env.REGISTRY_WEBHOOK_TOKEN
  const tokenFile = env.REGISTRY_WEBHOOK_TOKEN_FILE
  const name = env.REGISTRY_NAME ?? new URL(url).host
  if (!isRegistryName(name))
    throw new ConfigError([
      `REGISTRY_NAME: ${name} cannot stand in references: set it to the host or host:port people write.`,
    ])
  return RegistryEntry.parse({
    name,
    url,
    username: env.REGISTRY_USERNAME,
    password: env.REGISTRY_PASSWORD,
    passwordFile: env.REGISTRY_PASSWORD_FILE,
    caFile: env.REGISTRY_CA_FILE,
    scan: { every: env.SCAN_EVERY, verifyEvery: env.SCAN_VERIFY_EVERY },
    webhook: token || tokenFile ? { token, tokenFile } : undefined,
  })
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
