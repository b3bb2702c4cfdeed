import { Bytes } from '@/components/ui/bytes'
import { Digest } from '@/components/ui/digest'
import { formatBytes } from '@/components/ui/format-bytes'
import type { PlanResponse, Transfer } from '@/lib/contract/compositions'
import { isImageManifestType, isIndexType, mediaTypeInWords } from '@/lib/oci/media-type'

const WAYS = [
  { how: 'copied', tone: 'text-warn', fits: (it) => it.how === 'copy' && !isManifest(it) },
  { how: 'mounted', tone: 'text-ink', fits: (it) => it.how === 'mount' },
  { how: 'put', tone: 'text-ink', fits: (it) => it.how === 'copy' && isManifest(it) },
  { how: 'there already', tone: 'text-ink-3', fits: (it) => it.how === 'present' },
] as const satisfies { how: string; tone: string; fits: (transfer: Transfer) => boolean }[]

/** A manifest is put by its own bytes: only blobs are worth saving the way. */
const isManifest = ({ mediaType }: Transfer) => isImageManifestType(mediaType) || isIndexType(mediaType)

/** What has to reach the target repository before the index may name it. */
export function PlanTransfers({ plan }: { plan: PlanResponse }) {
  if (plan.transfers.length === 0) return <p className="text-ink-2">Nothing has to be moved.</p>
  return (
    <div>
      <p className="mb-2 text-ink-2">{transfersInWords(plan.transfers)}</p>
      <ul aria-label="Transfers" className="grid">
        {WAYS.flatMap(({ how, tone, fits }) =>
          plan.transfers.filter(fits).map((transfer) => (
            <li
              key={`${transfer.digest} ${transfer.from}`}
              className="grid grid-cols-[5.5rem_1fr_auto] items-center gap-x-2 border-b py-1 last:border-b-0"
            >
              <span className={tone}>{how}</span>
              <span className="min-w-0">
                <Digest value={transfer.digest} ends={[8, 4]} />
                <span
                  className="block truncate text-ink-3 text-xs"
                  title={`${transfer.mediaType} from ${transfer.from}`}
                >
                  {shortType(transfer.mediaType)}, from {transfer.from}
                </span>
              </span>
              <Bytes value={transfer.size} />
            </li>
          )),
        )}
      </ul>
    </div>
  )
}

function transfersInWords(transfers: readonly Transfer[]): string {
  const parts = WAYS.flatMap(({ how, fits }) => {
    const some = transfers.filter(fits)
    if (some.length === 0) return []
    const size = formatBytes(some.reduce((sum, { size }) => sum + size, 0))
    return [`${some.length} ${how} (${size})`]
  })
  return `${parts.join(', ')}.`
}

/** Layers have long names that differ in their last word only. */
function shortType(mediaType: string): string {
  return /layer|rootfs/.test(mediaType) ? 'layer' : mediaTypeInWords(mediaType)
}
