import Link from 'next/link'
import { CommandLine } from '@/components/ui/command-line'
import { Digest } from '@/components/ui/digest'
import { hostPullCommand } from '@/lib/client/host-pull-command'
import type { Host } from '@/lib/oci/hosts'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import type { Reference } from '@/lib/oci/reference'
import type { BoardCell } from '@/lib/oci/who-gets-what'
import { referencePath } from '@/lib/routes'
import { CLIENT_NAMES } from './client-names'
import type { PulledEntry } from './pulled-entry'

interface WhoGetsWhatDetailProps {
  cell: BoardCell & { asks: Platform }
  host: Host
  entry: PulledEntry | null
  reference: Reference | null
  wanted: boolean
}

/** One cell in full: what is asked for, what comes of it, and the same in a terminal. */
export function WhoGetsWhatDetail({ cell, host, entry, reference, wanted }: WhoGetsWhatDetailProps) {
  const { client, asks, reason } = cell
  const command = reference && hostPullCommand(client, asks, reference)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <p className="font-medium">
        {CLIENT_NAMES[client].whole} on {host.name}
      </p>
      <p className="text-ink-2">
        {askedInWords(cell)} Answer: {reason}.
      </p>
      {entry && (
        <p className="flex flex-wrap items-center gap-x-3">
          <Digest value={entry.digest} ends={[12, 6]} />
          {entry.home && (
            <Link
              href={referencePath({ ...entry.home, digest: entry.digest })}
              prefetch={false}
              className="text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
            >
              Open this image
            </Link>
          )}
        </p>
      )}
      {command && (
        <div>
          <p className="mb-0.5 text-ink-3 text-xs">
            {wanted ? 'The same in a terminal, once it is pushed' : 'The same in a terminal'}
          </p>
          <CommandLine command={command} label="pull as this host does" />
        </div>
      )}
    </div>
  )
}

function askedInWords({ client, asks }: BoardCell & { asks: Platform }): string {
  const platform = formatPlatform(asks)
  if (client === 'crane') return `crane is told --platform ${platform}; by itself it asks for linux/amd64.`
  if (client === 'podman' && asks.os === 'windows')
    return `Podman and CRI-O run no Windows containers; skopeo copies them and asks for ${platform}.`
  return `It asks for ${platform}.`
}
