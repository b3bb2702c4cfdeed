import Link from 'next/link'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { referencePath } from '@/lib/routes'
import type { ImageTabProps } from './image-tabs'
import { artifactInWords } from './kind-in-words'
import { SafeText } from './safe-text'

interface EntryStateProps {
  entry: InspectedPlatform
  home: ImageTabProps['home']
  /** Else it is the image of this very page. */
  inIndex: boolean
}

/** Why an entry has no layers to show, as a sentence; null when it has. */
export function EntryState({ entry, home, inIndex }: EntryStateProps) {
  const said = sentence(entry, inIndex)
  if (said === null) return null
  return (
    <div className="grid gap-1 rounded-md border border-line-strong border-dashed p-2 text-xs">
      <p className="flex gap-1.5">
        <StatusGlyph kind={entry.status === 'present' ? 'info' : entry.status} className="mt-0.5" />
        <span className="min-w-0 break-words">
          <SafeText text={said} />
        </span>
      </p>
      {inIndex && entry.status !== 'missing' && (
        <Link
          href={referencePath({ ...home, digest: entry.digest })}
          className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          {entry.kind === 'index' ? 'Open the nested index' : 'Open its own page'}
        </Link>
      )}
    </div>
  )
}

function sentence(entry: InspectedPlatform, inIndex: boolean): string | null {
  const { kind, status, problem, artifactType, layers, platform } = entry
  if (status === 'missing')
    return (
      problem ??
      'The registry no longer has this image: pulling it fails. Push it again or compose without it.'
    )
  if (status === 'unreadable')
    return problem ?? 'The registry could not serve this image. Refresh to ask it again.'
  if (problem !== null) return problem
  if (kind === 'index') return 'This entry is itself an index. Clients open it and choose again inside.'
  if (kind === 'artifact' && layers.length === 0)
    return `${artifactInWords(artifactType ?? '')}: not a container image, nobody can run it.`
  if (kind === 'unknown')
    return 'Manifold does not know this kind of manifest; its page shows the exact bytes.'
  if (inIndex && kind === 'image' && platform === null)
    return 'The index names no platform for this entry: clients that look at the index alone pass it over.'
  return layers.length === 0 ? 'This image has no layers.' : null
}
