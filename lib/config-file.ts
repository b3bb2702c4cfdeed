import 'server-only'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { ConfigError } from './config-error'
import { parsePlatform } from './oci/platform'
import { isRegistryName, isRepositoryName } from './oci/reference'

const RegistryEntry = z
  .strictObject({
    name: z.string().refine(isRegistryName, 'not a registry name: write host or host:port'),
    url: z.string().optional(),
    username: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    passwordFile: z.string().min(1).optional(),
    caFile: z.string().min(1).optional(),
    insecureSkipVerify: z.boolean().default(false),
    repositories: z.array(z.string().refine(isRepositoryName, 'not a repository name')).default([]),
    readOnly: z.boolean().default(false),
    concurrency: z.int().min(1).max(64).default(8),
  })
  .refine((entry) => !(entry.password && entry.passwordFile), {
    path: ['passwordFile'],
    message: 'give password or passwordFile, not both',
  })
export type RegistryEntry = z.infer<typeof RegistryEntry>

const PolicyEntry = z.strictObject({
  /** Repository glob: `library/**`. */
  match: z.string().min(1),
  tags: z.string().min(1).default('*'),
  require: z.array(
    z.string().refine((text) => parsePlatform(text).ok, 'not a platform: write os/architecture'),
  ),
})
export type PolicyEntry = z.infer<typeof PolicyEntry>

const ConfigFile = z.strictObject({
  registries: z.array(RegistryEntry).default([]),
  policies: z.array(PolicyEntry).default([]),
})
export type ConfigFile = z.infer<typeof ConfigFile>

/** Reads manifold.yaml. Throws `ConfigError` with file, line and column of everything that is wrong. */
export function readConfigFile(path: string, text: string): ConfigFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${path}:${line}:${col}`
  }
  if (document.errors.length > 0) {
    throw new ConfigError(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`))
  }
  const checked = ConfigFile.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {})
  if (checked.success) return checked.data
  throw new ConfigError(
    checked.error.issues.map((issue) => {
      const place = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
      return `${at(offsetOf(document, place))}: ${[...issue.path, ''].join('.').replace(/\.$/, ': ')}${issue.message}`
    }),
  )
}

/** Where the value at `path` starts, or its key, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const key = path.at(-1)
  const parent = path.length > 0 ? document.getIn(path.slice(0, -1), true) : undefined
  const pair = isMap(parent) && parent.items.find((item) => isScalar(item.key) && item.key.value === key)
  if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0]
  const node = document.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0]
  return path.length > 0 ? offsetOf(document, path.slice(0, -1)) : 0
}
