import { Bytes } from '@/components/ui/bytes'
import { Digest } from '@/components/ui/digest'
import { formatBytes } from '@/components/ui/format-bytes'
import type { PlanResponse, Transfer } from '@/lib/contract/compositions'
import { mediaTypeInWords } from '@/lib/oci/media-type'

const HOW = {
  copy: { word: 'copied', tone: 'text-warn' },
  mount: { word: 'mounted', tone: 'text-ink' },
  present: { word: 'there already', tone: 'text-ink-3' },
} as const satisfies Record<Transfer['how'], { word: string; tone: string }>

const ORDER = ['copy', 'mount', 'present'] as const

/** What has to reach the target repository before the index may name it. */
export function PlanTransfers({ plan }: { plan: PlanResponse }) {
  if (plan.transfers.length === 0) return <p className="text-ink-2">Nothing has to be moved.</p>
  return (
    <div>
      <p className="mb-2 text-ink-2">{transfersInWords(plan.transfers)}</p>
      <ul aria-label="Transfers" className="grid">
        {ORDER.flatMap((how) => plan.transfers.filter((transfer) => transfer.how === how)).map((transfer) => (
          <li
            key={`${transfer.digest} ${transfer.from}`}
            className="grid grid-cols-[5.5rem_1fr_auto] items-center gap-x-2 border-b py-1 last:border-b-0"
          >
            <span className={HOW[transfer.how].tone}>{HOW[transfer.how].word}</span>
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
        ))}
      </ul>
    </div>
  )
}

function transfersInWords(transfers: readonly Transfer[]): string {
  const parts = ORDER.flatMap((how) => {
    const some = transfers.filter((transfer) => transfer.how === how)
    if (some.length === 0) return []
    const size = formatBytes(some.reduce((sum, { size }) => sum + size, 0))
    return [`${some.length} ${HOW[how].word} (${size})`]
  })
  return `${parts.join(', ')}.`
}

/** Layers have long names that differ in their last word only. */
function shortType(mediaType: string): string {
  return /layer|rootfs/.test(mediaType) ? 'layer' : mediaTypeInWords(mediaType)
}
