import Link from 'next/link'
import { DigestLink } from '@/components/inspect/digest-link'
import { kindInWords } from '@/components/inspect/kind-in-words'
import { Bytes } from '@/components/ui/bytes'
import { ErrorState } from '@/components/ui/error-state'
import { Fact } from '@/components/ui/fact'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ComparedSide, FailedSide } from '@/lib/contract/compare'
import { parseReference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { ReferencePicker } from './reference-picker'
import { SideLetter } from './side-letter'
import type { Side } from './use-comparison'

interface CompareSideProps {
  side: Side
  reference: string
  /** Null until it is read. */
  read: ComparedSide | null
  /** Null unless this side could not be read. */
  failed: FailedSide | null
  onPick: (reference: string) => void
}

/** One of the two: what it is, and the field to make it another. */
export function CompareSide({ side, reference, read, failed, onPick }: CompareSideProps) {
  return (
    <section aria-label={`Side ${side.toUpperCase()}`} className="grid min-w-0 content-start gap-2">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-2">
        <SideLetter side={side} className="size-7.5 text-base text-ink" />
        <ReferencePicker
          key={reference}
          label={`Side ${side.toUpperCase()}`}
          value={reference}
          onPick={onPick}
        />
      </div>
      {failed && <ErrorState error={failed} />}
      {read && <SideFacts read={read} />}
    </section>
  )
}

function SideFacts({ read }: { read: ComparedSide }) {
  const home = parseReference(read.ref)
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      <Fact name="Digest">{home.ok && <DigestLink home={home.value} digest={read.digest} />}</Fact>
      <Fact name="Kind">{kindInWords(read.mediaType, read.artifactType)}</Fact>
      <Fact name="Created">
        <RelativeTime value={read.createdAt} />
      </Fact>
      <Fact name="Stored">
        <Bytes value={read.size.distinct} />
      </Fact>
      {read.warnings.length > 0 && home.ok && (
        <Fact name="Warnings">
          <Link
            href={referencePath(home.value)}
            className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
          >
            {read.warnings.length} on its page
          </Link>
        </Fact>
      )}
    </dl>
  )
}
