import { Notice } from '@/components/ui/notice'
import type { ComparedEntry, CompareResponse } from '@/lib/contract/compare'
import { formatReference, parseReference } from '@/lib/oci/reference'
import { ConfigSection } from './config-section'
import { EntryPicker } from './entry-picker'
import { FilesSection } from './files-section'
import { HistorySection } from './history-section'
import { LayerSection } from './layer-section'
import { SideLetter } from './side-letter'
import { SizeDifference } from './size-difference'
import type { Comparison } from './use-comparison'
import { ValueSection } from './value-section'

interface PairSectionsProps {
  compared: CompareResponse
  setPair: Comparison['setPair']
}

/** One image of each side in depth. */
export function PairSections({ compared, setPair }: PairSectionsProps) {
  const { a, b, pair, unmet } = compared
  const entryA = pair && (a.entries[pair.a] ?? null)
  const entryB = pair && (b.entries[pair.b] ?? null)
  if (a.entries.length === 0 || b.entries.length === 0)
    return (
      <Notice kind="info">
        {a.entries.length === 0 ? 'Side A' : 'Side B'} holds no image, so there is nothing to look into.
      </Notice>
    )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b pb-2">
        <h2 className="mr-1 font-semibold text-lg">In depth</h2>
        <SideLetter side="a" />
        <EntryPicker
          label="Platform of side A"
          entries={a.entries}
          chosen={entryA}
          onChoose={(platformA) => setPair({ platformA, platformB: entryB?.key ?? null })}
        />
        <span className="text-ink-3">against</span>
        <SideLetter side="b" />
        <EntryPicker
          label="Platform of side B"
          entries={b.entries}
          chosen={entryB}
          onChoose={(platformB) => setPair({ platformA: entryA?.key ?? null, platformB })}
        />
        {entryA && entryB && (
          <span className="ml-1 text-ink-2 text-xs">
            pull size <SizeDifference a={entryA.size} b={entryB.size} />
          </span>
        )}
      </div>
      {unmet.map(({ side, platform }) => (
        <Notice key={side} kind="warning">
          Side {side.toUpperCase()} has no entry for {platform}. Choose another platform above.
        </Notice>
      ))}
      {pair && entryA && entryB && (
        <Sections
          pair={pair}
          entryA={entryA}
          entryB={entryB}
          refs={{ a: byDigest(a.ref, entryA.digest), b: byDigest(b.ref, entryB.digest) }}
        />
      )}
    </div>
  )
}

/** A whole reference to one image of a side, whatever its tag does meanwhile; null where nothing can be asked for. */
function byDigest(ref: string, digest: string): string | null {
  const parsed = parseReference(ref)
  if (!parsed.ok) return null
  const { registry, repository } = parsed.value
  return formatReference({ registry, repository, digest })
}

interface SectionsProps {
  pair: NonNullable<CompareResponse['pair']>
  entryA: ComparedEntry
  entryB: ComparedEntry
  refs: { a: string | null; b: string | null }
}

function Sections({ pair, entryA, entryB, refs }: SectionsProps) {
  const unread = [
    ...(entryA.status === 'present' ? [] : [{ side: 'A', problem: entryA.problem }]),
    ...(entryB.status === 'present' ? [] : [{ side: 'B', problem: entryB.problem }]),
  ]
  return (
    <>
      {unread.map(({ side, problem }) => (
        <Notice key={side} kind="warning" title={`Side ${side} cannot be read whole.`}>
          {problem} What cannot be read is not compared.
        </Notice>
      ))}
      {entryA.digest === entryB.digest && <Notice kind="ok">Both are the same image: one digest.</Notice>}
      {pair.layers && <LayerSection layers={pair.layers} />}
      {pair.config && <ConfigSection fields={pair.config} />}
      {pair.env && (
        <ValueSection title="Environment" none="Neither config sets a variable." values={pair.env} />
      )}
      {pair.labels && <ValueSection title="Labels" none="Neither config has labels." values={pair.labels} />}
      {pair.annotations && (
        <ValueSection title="Annotations" none="Neither image has annotations." values={pair.annotations} />
      )}
      {pair.history && <HistorySection steps={pair.history} />}
      {pair.layers && refs.a !== null && refs.b !== null && entryA.digest !== entryB.digest && (
        <FilesSection images={{ a: refs.a, b: refs.b }} layers={pair.layers} />
      )}
    </>
  )
}
