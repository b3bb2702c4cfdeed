import { cn } from '@/components/ui/cn'
import type { Platform } from '@/lib/oci/platform'
import { OsGlyph } from './os-glyph'
import { platformHue } from './platform-hue'
import { osVersionLabel, platformLabel, platformTitle } from './platform-label'

export type PlatformStatus = 'present' | 'missing' | 'unreadable'

/** Present is filled, missing outlined and struck, unreadable hatched and dashed: nobody needs to see colour. */
const LOOKS: Record<PlatformStatus, string> = {
  present: 'border-transparent arch-tint',
  missing: 'border-bad bg-panel text-bad line-through decoration-1',
  unreadable: 'border-warn border-dashed hatch-warn text-warn',
}

const WORDS: Record<PlatformStatus, string> = {
  present: '',
  missing: ' is missing',
  unreadable: ' could not be read',
}

interface PlatformChipProps {
  platform: Platform
  status?: PlatformStatus
  className?: string
}

/** One platform. Its hue is the architecture's, its glyph the operating system's. */
export function PlatformChip({ platform, status = 'present', className }: PlatformChipProps) {
  const release = osVersionLabel(platform)
  const suffix = WORDS[status]
  return (
    <span
      data-slot="platform-chip"
      data-status={status}
      title={`${platformTitle(platform)}${suffix}`}
      style={platformHue(platform)}
      className={cn(
        'inline-flex h-5 items-center gap-1.25 whitespace-nowrap rounded-sm border px-1.25 font-medium font-mono text-2xs',
        LOOKS[status],
        className,
      )}
    >
      <OsGlyph
        os={platform.os}
        hollow={status !== 'present'}
        className={status === 'present' ? 'arch-mark' : undefined}
      />
      {platformLabel(platform)}
      {release && <span className="opacity-85">{release}</span>}
      {suffix && <span className="sr-only">{suffix}</span>}
    </span>
  )
}
