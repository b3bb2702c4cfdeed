import { PlatformChip } from '@/components/platform/platform-chip'
import type { InspectedPlatform } from '@/lib/contract/inspect'

const NO_PLATFORM = { os: '', architecture: '' }

/** An entry of an index as a chip; one that names no platform says so. */
export function EntryChip({ entry, className }: { entry: InspectedPlatform; className?: string }) {
  return <PlatformChip platform={entry.platform ?? NO_PLATFORM} status={entry.status} className={className} />
}
