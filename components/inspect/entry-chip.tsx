import { PlatformChip } from '@/components/platform/platform-chip'
import { platformLabel } from '@/components/platform/platform-label'
import { Badge } from '@/components/ui/badge'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { artifactInWords } from './kind-in-words'

type ChipEntry = Pick<InspectedPlatform, 'platform' | 'status' | 'kind' | 'artifactType'> &
  Partial<Pick<InspectedPlatform, 'config'>>

/** An entry of an index as a chip; one that runs on nothing says what it is, without a hue. */
export function EntryChip({ entry, className }: { entry: ChipEntry; className?: string }) {
  if (entry.platform || entry.status !== 'present')
    return (
      <PlatformChip platform={entry.platform ?? NO_PLATFORM} status={entry.status} className={className} />
    )
  return (
    <Badge variant="dashed" className={className}>
      {entry.kind === 'artifact' ? artifactInWords(entry.artifactType ?? '') : NO_PLATFORM_WORDS[entry.kind]}
      {entry.config?.platform && `, config: ${platformLabel(entry.config.platform)}`}
    </Badge>
  )
}

const NO_PLATFORM = { os: '', architecture: '' }

const NO_PLATFORM_WORDS = {
  image: 'no platform',
  index: 'index',
  unknown: 'unknown kind',
} as const satisfies Partial<Record<InspectedPlatform['kind'], string>>
