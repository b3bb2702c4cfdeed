import 'server-only'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { ConfigError } from './config-error'
import { ConfigFile } from './config-schema'

/**
 * Reads manifold.yaml. `given`: names of registries that are configured elsewhere, for what refers to one.
 * Throws `ConfigError` with file, line and column of everything that is wrong.
 */
export function readConfigFile(path: string, text: string, given: readonly string[] = []): ConfigFile {
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
  const issues = checked.success ? strangers(checked.data, given) : checked.error.issues
  if (checked.success && issues.length === 0) return checked.data
  throw new ConfigError(
    issues.map((issue) => {
      const place = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
      return `${at(offsetOf(document, place))}: ${[...issue.path, ''].join('.').replace(/\.$/, ': ')}${issue.message}`
    }),
  )
}

/** What names a registry that nobody configured: it would silently apply to none. */
function strangers({ registries, policies, notifications }: ConfigFile, given: readonly string[]) {
  const names = new Set([...given, ...registries.map(({ name }) => name)])
  return Object.entries({ policies, notifications }).flatMap(([key, entries]) =>
    entries.flatMap(({ registry }, place) =>
      registry === undefined || names.has(registry)
        ? []
        : [
            {
              code: 'custom' as const,
              path: [key, place, 'registry'],
              message: `no registry is called ${registry}`,
            },
          ],
    ),
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
