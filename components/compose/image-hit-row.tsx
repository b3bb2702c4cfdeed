import type { ReactNode } from 'react'
import { PlatformChip } from '@/components/platform/platform-chip'
import type { ImageHit } from './use-image-search'

/** One image found: its name, and for a tag what it can be pulled for. `typed`: what picking a typed one does. */
export function ImageHitRow({ hit, typed }: { hit: ImageHit; typed: string }): ReactNode {
  const name = <span className="min-w-0 flex-1 truncate font-mono text-xs">{hit.reference}</span>
  switch (hit.kind) {
    case 'typed':
      return (
        <>
          {name}
          <span className="text-ink-3 text-xs">{typed}</span>
        </>
      )
    case 'repository':
      return (
        <>
          {name}
          <span className="text-ink-3 text-xs">its tags…</span>
        </>
      )
    case 'tag':
      return (
        <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-2 gap-y-1">
          <span className="min-w-0 break-all font-mono text-xs">{hit.reference}</span>
          <span className="flex flex-wrap gap-1">
            {hit.row.platforms.map(({ platform, digest, status }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an index may name the same child twice; its place tells them apart
              <PlatformChip key={`${digest} ${place}`} platform={platform} status={status} />
            ))}
            {hit.row.problem && <span className="text-bad text-xs">{hit.row.problem}</span>}
          </span>
        </span>
      )
  }
}
