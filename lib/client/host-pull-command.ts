import { shellQuote } from '@/lib/composition/export/shell-words'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import type { Client } from '@/lib/oci/platform-choice'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { pullCommand } from './shell-commands'

/**
 * What one types on a host to see that client choose by itself. crane chooses for no host, so it is told; Podman runs
 * no Windows containers, so skopeo stands for it there.
 */
export function hostPullCommand(client: Client, asks: Platform, reference: Reference): string {
  const wanted = { platform: formatPlatform(asks), digest: '' }
  const source = shellQuote(formatReference(reference))
  if (client === 'crane') return pullCommand('crane', reference, wanted)
  if (client === 'containerd') return `crictl pull ${source}`
  if (client === 'podman' && asks.os === 'windows') return pullCommand('skopeo', reference, wanted)
  return `${client} pull ${source}`
}
