import { PlatformChip } from '@/components/platform/platform-chip'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { TagRow } from '@/lib/contract/tags'
import { artifactWords, troubleOf } from './tag-words'

const CHIPS_MAX = 12

/** What a tag can be pulled for, and what is wrong with it: the shape and the sentence. */
export function TagPlatforms({ row }: { row: TagRow }) {
  const more = row.platforms.length - CHIPS_MAX
  return (
    <div className="flex flex-wrap items-center gap-1">
      {row.platforms.slice(0, CHIPS_MAX).map(({ platform, digest, status }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an index may name one digest twice; its entries have no other name
        <PlatformChip key={`${digest} ${index}`} platform={platform} status={status} />
      ))}
      {more > 0 && <span className="text-ink-3 text-xs">and {more} more</span>}
      {row.kind === 'artifact' && (
        <span className="break-all text-ink-2">{artifactWords(row.artifactType)}</span>
      )}
      {row.kind === 'index' && row.platforms.length === 0 && (
        <span className="text-ink-3 text-xs">names no platform</span>
      )}
      {row.attestations > 0 && (
        <span className="ml-1 text-2xs text-ink-3">
          {row.attestations} {row.attestations === 1 ? 'attestation' : 'attestations'}
        </span>
      )}
      {row.problem !== null && (
        <p className="w-full text-ink-2 text-xs">
          <StatusGlyph kind={troubleOf(row)} className="mr-1.5 align-[-1px]" />
          {row.problem}
        </p>
      )}
    </div>
  )
}
