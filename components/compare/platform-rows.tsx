import { DigestLink } from '@/components/inspect/digest-link'
import { EntryChip } from '@/components/inspect/entry-chip'
import { SafeText } from '@/components/inspect/safe-text'
import { Button } from '@/components/ui/button'
import { Bytes } from '@/components/ui/bytes'
import type { ComparedEntry, ComparedPlatform, CompareResponse } from '@/lib/contract/compare'
import { parseReference } from '@/lib/oci/reference'
import { ChangeMark } from './change-mark'
import { FoldedSection } from './folded-section'
import { SideLetter } from './side-letter'
import { SizeDifference } from './size-difference'
import type { Comparison, Side } from './use-comparison'

interface PlatformRowsProps {
  compared: CompareResponse
  setPair: Comparison['setPair']
}

/** Every platform on both sides; those that differ first. */
export function PlatformRows({ compared, setPair }: PlatformRowsProps) {
  const { a, b, platforms, pair } = compared
  return (
    <FoldedSection
      title="Platforms"
      rows={platforms}
      none="Neither side has an entry."
      keyOf={(row) => `${row.a} ${row.b}`}
    >
      {(row) => {
        const entryA = row.a === null ? null : (a.entries[row.a] ?? null)
        const entryB = row.b === null ? null : (b.entries[row.b] ?? null)
        return (
          <PlatformRow
            change={row.change}
            a={entryA}
            b={entryB}
            compared={compared}
            looked={pair !== null && pair.a === row.a && pair.b === row.b}
            onLook={() => setPair({ platformA: entryA?.key ?? null, platformB: entryB?.key ?? null })}
          />
        )
      }}
    </FoldedSection>
  )
}

interface PlatformRowProps {
  change: ComparedPlatform['change']
  a: ComparedEntry | null
  b: ComparedEntry | null
  compared: CompareResponse
  /** True for the pair that is looked into below. */
  looked: boolean
  onLook: () => void
}

function PlatformRow({ change, a, b, compared, looked, onLook }: PlatformRowProps) {
  const entry = a ?? b
  return (
    <div className="grid items-center gap-x-4 gap-y-0.5 md:grid-cols-[13rem_minmax(0,1fr)_minmax(0,1fr)_7rem_6rem]">
      <p className="flex min-w-0 items-center gap-1.5">
        <ChangeMark change={change} />
        {entry && <EntryChip entry={entry} />}
      </p>
      <EntryFacts side="a" entry={a} reference={compared.a.ref} />
      <EntryFacts side="b" entry={b} reference={compared.b.ref} />
      <div className="flex items-center gap-3 max-md:pl-4.5 md:contents">
        <p className="md:text-right empty:hidden md:empty:block">
          {a && b && change === 'changed' && <SizeDifference a={a.size} b={b.size} />}
        </p>
        <p className="md:text-right">
          {a && b && (
            <Button
              size="sm"
              variant={looked ? 'primary' : 'default'}
              aria-pressed={looked}
              aria-label={`Look into ${a.key}`}
              onClick={onLook}
            >
              {looked ? 'Below' : 'Look into'}
            </Button>
          )}
        </p>
      </div>
    </div>
  )
}

interface EntryFactsProps {
  side: Side
  entry: ComparedEntry | null
  /** The side's reference: where the entry is. */
  reference: string
}

function EntryFacts({ side, entry, reference }: EntryFactsProps) {
  const home = parseReference(reference)
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 max-md:pl-4.5">
      <SideLetter side={side} className="size-4" />
      {entry === null ? (
        <span className="text-ink-3">not there</span>
      ) : (
        <>
          {home.ok && <DigestLink home={home.value} digest={entry.digest} />}
          <Bytes value={entry.size} />
          {entry.problem !== null && (
            <span className="min-w-0 break-words text-ink-2 text-xs">
              <SafeText text={entry.problem} />
            </span>
          )}
        </>
      )}
    </div>
  )
}
