'use client'

import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { DockerfileView } from './dockerfile-view'
import { entryKeys } from './entry-key'
import { EntryState } from './entry-state'
import { HistorySteps } from './history-steps'
import type { ImageTabProps } from './image-tabs'
import { PlatformStrip } from './platform-strip'
import { useBases } from './use-bases'
import { useImageView } from './use-image-view'

const FORMS = [
  { value: 'dockerfile', name: 'Dockerfile' },
  { value: 'steps', name: 'Steps' },
] as const

/** How one platform was made: as the Dockerfile it may have been, or step by step as the config has it. */
export function HistoryTab({ image, home, chosen, choosePlatform }: ImageTabProps) {
  const [{ history }, setView] = useImageView()
  const baseOf = useBases(image, home)
  const { platforms } = image
  const shown = chosen ?? platforms.find((one) => one.history.length > 0) ?? platforms[0]
  if (!shown || shown.kind === 'artifact')
    return <EmptyState title="There is no history to show.">Only container images have one.</EmptyState>
  const key = platforms.length > 1 ? (entryKeys(platforms)[platforms.indexOf(shown)] ?? null) : null
  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <PlatformStrip platforms={platforms} chosen={shown} onChoose={choosePlatform} all={false} />
        {shown.history.length > 0 && (
          <Choice
            label="Show the history as"
            value={history}
            options={FORMS}
            onChoose={(next) => void setView({ history: next })}
            className="ml-auto"
          />
        )}
      </div>
      <EntryState entry={shown} home={home} inIndex={image.kind === 'index'} />
      {shown.history.length > 0 &&
        (history === 'steps' ? (
          <HistorySteps platform={shown} entryKey={key} />
        ) : (
          <DockerfileView platform={shown} base={baseOf(shown)} entryKey={key} />
        ))}
      {shown.history.length === 0 && shown.status === 'present' && (
        <p className="mt-2 text-ink-2">Its config holds no history: the builder left none.</p>
      )}
    </div>
  )
}
