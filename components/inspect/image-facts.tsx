import Link from 'next/link'
import { AttestedFact } from '@/components/attestation/attested-fact'
import { Bytes } from '@/components/ui/bytes'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact } from '@/components/ui/fact'
import { formatBytes } from '@/components/ui/format-bytes'
import { RelativeTime } from '@/components/ui/relative-time'
import { WrappedName } from '@/components/ui/wrapped-name'
import type { InspectResponse } from '@/lib/contract/inspect'
import type { Reference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { Aliases } from './aliases'
import { kindInWords } from './kind-in-words'

/** The image in one glance. Three sizes are true at once, so each is named. */
export function ImageFacts({ image, reference }: { image: InspectResponse; reference: Reference }) {
  const sizes = image.platforms.flatMap(({ size }) => (size === null ? [] : [size]))
  const isWhole = sizes.length === image.platforms.length
  const annotations = Object.keys(image.annotations).length
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="break-all font-mono text-ink-2 text-xs">
        {image.digest}
        <CopyButton value={image.digest} label="Copy digest" className="ml-1 align-middle" />
      </p>
      <dl className="flex flex-wrap gap-x-7 gap-y-2">
        <Fact name="Kind">{kindInWords(image.mediaType, image.artifactType)}</Fact>
        <Fact name="Media type">
          <WrappedName name={image.mediaType} />
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
          <Fact name={isWhole ? 'Index total' : 'Index total, as far as it can be read'}>
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
        <AttestedFact image={image} reference={reference} />
        {annotations > 0 && (
          <Fact name="Annotations">
            <Link
              href={referencePath(reference, { tab: 'annotations' })}
              prefetch={false}
              className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
            >
              {annotations === 1 ? '1 of its own' : `${annotations} of its own`}
            </Link>
          </Fact>
        )}
        <Aliases digest={image.digest} reference={reference} />
      </dl>
    </div>
  )
}

function sizeRange(sizes: number[]): string {
  const [least, most] = [formatBytes(Math.min(...sizes)), formatBytes(Math.max(...sizes))]
  return least === most ? least : `${least} to ${most}`
}
