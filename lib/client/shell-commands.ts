import { hereDocument, shellQuote } from '@/lib/composition/export/shell-words'
import { formatPlatform, type Platform, parsePlatform } from '@/lib/oci/platform'
import { formatReference, type Reference } from '@/lib/oci/reference'

/** `curl` that sends the spec as it stands: to plan it, or to push it. `url` is a whole address. */
export function curlCommand(url: string, text: string): string {
  return [
    'curl --fail-with-body \\',
    "  -H 'content-type: application/yaml' \\",
    '  --data-binary @- \\',
    `  ${shellQuote(url)} ${hereDocument(text)}`,
  ].join('\n')
}

export const PULL_CLIENTS = ['docker', 'podman', 'skopeo', 'crane'] as const
export type PullClient = (typeof PULL_CLIENTS)[number]

/**
 * The command that makes `client` fetch one platform of an index. Windows builds differ in `os.version` alone,
 * which no client takes as an option: those are pulled by the child's own digest.
 */
export function pullCommand(
  client: PullClient,
  reference: Reference,
  wanted: { platform: string; digest: string },
): string {
  const parsed = parsePlatform(wanted.platform)
  const platform = parsed.ok && !parsed.value['os.version'] ? parsed.value : null
  const { tag: _, ...untagged } = reference
  const source = formatReference(platform ? reference : { ...untagged, digest: wanted.digest })
  if (client === 'skopeo') return skopeoCommand(source, reference, platform)
  const option = platform ? ` --platform ${shellQuote(formatPlatform(platform))}` : ''
  return client === 'crane'
    ? `crane pull${option} ${shellQuote(source)} ${archiveName(reference, platform)}`
    : `${client} pull${option} ${shellQuote(source)}`
}

function skopeoCommand(source: string, reference: Reference, platform: Platform | null): string {
  const overrides = platform
    ? [
        platform.os === 'linux' ? '' : `--override-os ${shellQuote(platform.os)}`,
        `--override-arch ${shellQuote(platform.architecture)}`,
        platform.variant ? `--override-variant ${shellQuote(platform.variant)}` : '',
      ]
    : []
  const target = `dir:${archiveName(reference, platform, '')}`
  return ['skopeo', ...overrides, 'copy', shellQuote(`docker://${source}`), target].filter(Boolean).join(' ')
}

/** A file name in the current folder: the repository's last word and the architecture. */
function archiveName(reference: Reference, platform: Platform | null, suffix = '.tar'): string {
  const name = reference.repository.split('/').at(-1) ?? 'image'
  return shellQuote([name, platform?.architecture].filter(Boolean).join('-') + suffix)
}
