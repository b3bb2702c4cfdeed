import 'server-only'
import type { NotificationEntry } from './config-schema'
import { createSecretReader, type ReadText } from './config-secret'
import type { FindingCode } from './coverage/finding-table'
import { createGlob } from './oci/glob'

/** Where new findings are posted to, and which. The address may carry a key: it is never shown whole. */
export interface NotificationConfig {
  url: string
  on: ReadonlySet<FindingCode>
  /** Null: all registries. */
  registry: string | null
  includes: (repository: string) => boolean
  token: string | null
}

/** Completes an entry: its token out of its file. Throws `ConfigError`. */
export function readNotification(
  { url, on, registry, match, ...secrets }: NotificationEntry,
  readText: ReadText,
): NotificationConfig {
  const glob = createGlob(match)
  return {
    url,
    on: new Set(on),
    registry: registry ?? null,
    includes: glob.ok ? glob.value : () => false,
    token: createSecretReader(`Notification to ${new URL(url).host}`, readText).token(secrets),
  }
}
