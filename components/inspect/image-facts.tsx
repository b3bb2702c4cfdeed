import Link from 'next/link'
import type { ReactNode } from 'react'
import { Bytes } from '@/components/ui/bytes'
import { CopyButton } from '@/components/ui/copy-button'
import { formatBytes } from '@/components/ui/format-bytes'
import { RelativeTime } from '@/components/ui/relative-time'
import type { InspectResponse } from '@/lib/contract/inspect'
import type { Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { kindInWords } from './kind-in-words'

/** The image in one glance. Three sizes are true at once, so each is named. */
export function ImageFacts({ image, reference }: { image: InspectResponse; reference: Reference }) {
  const sizes = image.platforms.flatMap(({ size }) => (size === null ? [] : [size]))
  const { registry, repository } = reference
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="break-all font-mono text-ink-2 text-xs">
        {image.digest}
        <CopyButton value={image.digest} label="Copy digest" className="ml-1 align-middle" />
      </p>
      <dl className="flex flex-wrap gap-x-7 gap-y-2">
        <Fact name="Kind">
          <span title={image.mediaType}>{kindInWords(image.mediaType, image.artifactType)}</span>
        </Fact>
        <Fact name="Created">
          <RelativeTime value={image.createdAt} />
        </Fact>
        {sizes.length > 0 && (
          <Fact name={sizes.length > 1 ? 'Pull, by platform' : 'Pull'}>
            <span className="font-mono text-xs tabular-nums">{sizeRange(sizes)}</span>
          </Fact>
        )}
        {image.kind === 'index' && (
          <Fact name="All platforms">
            <Bytes value={image.size.total} />
          </Fact>
        )}
        {image.kind === 'index' && (
          <Fact name="Stored, shared layers once">
            <Bytes value={image.size.distinct} />
          </Fact>
        )}
        <Fact name={image.kind === 'index' ? 'Index itself' : 'Manifest itself'}>
          <Bytes value={image.manifestSize} />
        </Fact>
        {image.aliases.length > 0 && (
          <Fact name="Also tagged">
            {image.aliases.map((tag, place) => (
              <span key={tag}>
                {place > 0 && ', '}
                <Link
                  href={referencePath({ registry, repository, tag })}
                  className="font-mono text-xs underline decoration-line-strong underline-offset-3"
                >
                  {tag}
                </Link>
              </span>
            ))}
          </Fact>
        )}
      </dl>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-2xs text-ink-3">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function sizeRange(sizes: number[]): string {
  const [least, most] = [formatBytes(Math.min(...sizes)), formatBytes(Math.max(...sizes))]
  return least === most ? least : `${least} to ${most}`
}
