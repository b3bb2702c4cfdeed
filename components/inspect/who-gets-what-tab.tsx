import { useMemo } from 'react'
import type { PulledEntry } from '@/components/platform/pulled-entry'
import { WhoGetsWhat } from '@/components/platform/who-gets-what'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import type { InspectResponse } from '@/lib/contract/inspect'
import { familyOf } from '@/lib/oci/media-type'
import type { Reference } from '@/lib/oci/reference'
import type { ImageTabProps } from './image-tabs'

/** Who gets what of this very image. */
export function WhoGetsWhatTab({ image, home, reference }: ImageTabProps & { reference: Reference }) {
  const entries = useMemo(
    () => image.platforms.map((child) => pulledEntry(child, image, home)),
    [image, home],
  )
  if (image.warnings.some(({ code }) => code === 'SCHEMA1'))
    return (
      <EmptyState title="Clients of today refuse this.">
        It is an image of schema 1, from before 2016. Pull it with a tool that still can and push it again, or
        build it anew.
      </EmptyState>
    )
  if (image.kind !== 'image' && image.kind !== 'index')
    return (
      <EmptyState title="Nobody runs this.">
        It is not a container image, so no client chooses a platform of it.
      </EmptyState>
    )
  if (entries.length === 0)
    return (
      <EmptyState title="Every pull fails.">
        This index has no image in it. Compose one under this tag to give clients something to pull.
      </EmptyState>
    )
  const nested = image.warnings.some(({ code }) => code === 'NESTED_INDEX')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Lead kind={image.kind} />
      {nested && (
        <Notice kind="warning" title="An entry is an index itself.">
          The board shows what containerd and Docker find inside. Podman, skopeo and crane judge by the outer
          entry alone and may find nothing; composing it again makes one flat index.
        </Notice>
      )}
      <WhoGetsWhat
        entries={entries}
        inOciIndex={familyOf(image.mediaType) === 'oci'}
        single={image.kind === 'image'}
        reference={reference}
      />
    </div>
  )
}

function Lead({ kind }: { kind: 'image' | 'index' }) {
  if (kind === 'index')
    return <p className="text-ink-2">What each client picks by itself on real machines.</p>
  return (
    <p className="max-w-prose text-ink-2">
      This is a single image, not an index: there is nothing to choose, so every client pulls it whatever the
      machine. Where it does not fit, Docker warns, and the container fails when it starts. Compose it with
      its sisters to serve every machine its own.
    </p>
  )
}

/** An image outside of an index declares nothing; what is known of it is its config's word. */
function pulledEntry(
  child: InspectResponse['platforms'][number],
  { kind, warnings }: InspectResponse,
  home: ImageTabProps['home'],
): PulledEntry {
  const configPlatform = child.config?.platform ?? null
  const platform = kind === 'image' ? (child.platform ?? configPlatform) : child.platform
  const nested = warnings.some(({ code, entry }) => code === 'NESTED_INDEX' && entry === child.entry)
  const { entry, status, digest } = child
  return { number: entry + 1, platform, configPlatform, nested, status, digest, home }
}
