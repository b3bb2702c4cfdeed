import Link from 'next/link'
import { platformLabel } from '@/components/platform/platform-label'
import { UsedBy } from '@/components/search/used-by'
import { Digest } from '@/components/ui/digest'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { platformKey } from '@/lib/oci/platform'
import type { Reference } from '@/lib/oci/reference'
import { searchPath } from '@/lib/routes'
import { DigestLink } from './digest-link'
import { EntryChip } from './entry-chip'
import { entryKeys } from './entry-key'
import type { ImageTabProps } from './image-tabs'
import { PlatformStrip } from './platform-strip'

/** So many entries are looked up unasked: an index of hundreds would ask hundreds of times. */
const EAGER_MAX = 12

/** Where else in the registry this image, its platforms and its layers are used. */
export function UsesTab(props: ImageTabProps & { reference: Reference }) {
  const { image, reference, home, chosen, choosePlatform } = props
  const keys = entryKeys(image.platforms)
  const shown = chosen ?? image.platforms.find(({ layers }) => layers.length > 0)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <section>
        <h3 className="mb-1 font-semibold">This digest</h3>
        <UsedBy digest={image.digest} self={reference} name="this digest" eager open />
      </section>
      {image.kind === 'index' && image.platforms.length > 0 && (
        <section>
          <h3 className="mb-1 font-semibold">Its images</h3>
          <ul className="border-t">
            {image.platforms.map((entry, place) => (
              <li key={keys[place]} className={ROW}>
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <EntryChip entry={entry} />
                  <DigestLink home={home} digest={entry.digest} />
                </span>
                <UsedBy
                  digest={entry.digest}
                  self={reference}
                  name={`the image for ${entryName(entry)}`}
                  eager={place < EAGER_MAX}
                />
                <OtherTags entry={entry} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown && shown.layers.length > 0 && (
        <section>
          <h3 className="mb-1 font-semibold">Layers</h3>
          <div className="mb-2">
            <PlatformStrip platforms={image.platforms} chosen={shown} onChoose={choosePlatform} all={false} />
          </div>
          <ol className="border-t">
            {shown.layers.map((layer, place) => (
              <li key={`${place.toString()} ${layer.digest}`} className={ROW}>
                <span className="flex items-center gap-x-3">
                  <span className="w-6 text-right text-ink-3 tabular-nums">{place + 1}</span>
                  <Digest value={layer.digest} />
                </span>
                <UsedBy digest={layer.digest} self={reference} name={`layer ${place + 1}`} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  )
}

const ROW = 'grid items-baseline gap-x-4 gap-y-1 border-b py-1.5 md:grid-cols-[18rem_minmax(0,1fr)_auto]'

function entryName({ platform }: InspectedPlatform): string {
  return platform ? platformLabel(platform) : 'no platform'
}

function OtherTags({ entry: { platform } }: { entry: InspectedPlatform }) {
  if (!platform) return null
  const name = platformKey(platform)
  return (
    <Link
      href={searchPath({ q: `platform:${name}` })}
      prefetch={false}
      className="inline-flex min-h-6 items-center text-ink-2 text-xs underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      Other tags with {platformLabel(platform)}
    </Link>
  )
}
