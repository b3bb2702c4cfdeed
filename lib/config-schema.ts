import 'server-only'
import { z } from 'zod'
import { parseHookAddress } from './config-address'
import { isDuration, readDuration } from './config-duration'
import { FINDING_CODES, type FindingCode } from './coverage/finding-table'
import { createGlob } from './oci/glob'
import { parsePlatform } from './oci/platform'
import { isRegistryName, isRepositoryName } from './oci/reference'

const GlobText = z.string().superRefine((text, context) => {
  const read = createGlob(text)
  if (!read.ok) context.addIssue(read.error.message)
})

const Duration = z
  .string('write a time such as 15m, 6h or 7d, or never')
  .refine(isDuration, 'not a time: write one such as 15m, 6h or 7d, at most 21d, or never')
  .transform(readDuration)

const Secret = z.string().min(1)
export const TOKEN_RULE = 'write 16 characters or more, no spaces'
/** Sent in a header, so it has to fit into one; shorter ones are guessed. */
export const Token = z.string().regex(/^[\x21-\x7e]{16,512}$/, `not a token: ${TOKEN_RULE}`)

const ScanEntry = z.strictObject({
  enabled: z.boolean().default(true),
  /** Milliseconds between quick scans, and between those that verify; null: only when asked. */
  every: Duration.prefault('1h'),
  verifyEvery: Duration.prefault('24h'),
  concurrency: z.int().min(1).max(64).optional(),
  /** Requests a second. */
  rate: z.number().min(0.01).max(10_000).optional(),
  method: z.enum(['get', 'head']).optional(),
  repositories: z.array(GlobText).min(1).default(['**']),
})

const WebhookEntry = z
  .strictObject({ token: Token.optional(), tokenFile: z.string().min(1).optional() })
  .refine(({ token, tokenFile }) => (token === undefined) !== (tokenFile === undefined), {
    path: ['token'],
    message: 'give token or tokenFile, one of them',
  })

export const RegistryEntry = z
  .strictObject({
    name: z.string().refine(isRegistryName, 'not a registry name: write host or host:port'),
    url: z.string().optional(),
    username: z.string().min(1).optional(),
    password: Secret.optional(),
    passwordFile: z.string().min(1).optional(),
    caFile: z.string().min(1).optional(),
    insecureSkipVerify: z.boolean().default(false),
    repositories: z.array(z.string().refine(isRepositoryName, 'not a repository name')).default([]),
    readOnly: z.boolean().default(false),
    concurrency: z.int().min(1).max(64).default(8),
    scan: ScanEntry.prefault({}),
    webhook: WebhookEntry.optional(),
  })
  .refine((entry) => !(entry.password && entry.passwordFile), {
    path: ['passwordFile'],
    message: 'give password or passwordFile, not both',
  })
export type RegistryEntry = z.infer<typeof RegistryEntry>

const PolicyEntry = z.strictObject({
  /** All registries without it. */
  registry: z.string().optional(),
  /** Repository glob: `library/**`. */
  match: GlobText,
  /** Tag glob. */
  tags: GlobText.default('*'),
  require: z.array(
    z.string().refine((text) => parsePlatform(text).ok, 'not a platform: write os/architecture'),
  ),
})
export type PolicyEntry = z.infer<typeof PolicyEntry>

/** Findings as people write them: `platform-lost`. */
const FINDINGS = new Map(FINDING_CODES.map((code) => [code.toLowerCase().replaceAll('_', '-'), code]))
const FindingName = z.string().transform((name, context): FindingCode => {
  const code = FINDINGS.get(name)
  if (code !== undefined) return code
  context.addIssue(`not a finding: write one of ${[...FINDINGS.keys()].join(', ')}`)
  return z.NEVER
})

const NotificationEntry = z
  .strictObject({
    url: z.string().refine((text) => parseHookAddress(text) !== null, 'not an http(s) address'),
    on: z.array(FindingName).min(1).prefault(['platform-lost']),
    /** All registries without it. */
    registry: z.string().optional(),
    /** Repository glob. */
    match: GlobText.default('**'),
    token: Token.optional(),
    tokenFile: z.string().min(1).optional(),
  })
  .refine(({ token, tokenFile }) => token === undefined || tokenFile === undefined, {
    path: ['tokenFile'],
    message: 'give token or tokenFile, not both',
  })
export type NotificationEntry = z.infer<typeof NotificationEntry>

export const ConfigFile = z.strictObject({
  registries: z.array(RegistryEntry).default([]),
  policies: z.array(PolicyEntry).default([]),
  notifications: z.array(NotificationEntry).default([]),
})
export type ConfigFile = z.infer<typeof ConfigFile>
