import { Bytes } from '@/components/ui/bytes'
import { Digest } from '@/components/ui/digest'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import type { InspectedPlatform, InspectedStep } from '@/lib/contract/inspect'
import { EntryState } from './entry-state'
import type { ImageTabProps } from './image-tabs'
import { PlatformStrip } from './platform-strip'
import { SafeText } from './safe-text'
import { stepText } from './step-label'

/** The steps that made one platform, in their order, with what each left behind. */
export function HistoryTab({ image, home, chosen, choosePlatform }: ImageTabProps) {
  const shown = chosen ?? image.platforms.find(({ history }) => history.length > 0) ?? image.platforms[0]
  if (!shown || shown.kind === 'artifact')
    return <EmptyState title="There is no history to show.">Only container images have one.</EmptyState>
  return (
    <div>
      <div className="mb-3">
        <PlatformStrip platforms={image.platforms} chosen={shown} onChoose={choosePlatform} all={false} />
      </div>
      <EntryState entry={shown} home={home} />
      {shown.history.length > 0 && (
        <ol className="border-t">
          {shown.history.map((step, place) => (
            <Step key={`${place.toString()} ${step.createdBy}`} step={step} place={place} platform={shown} />
          ))}
        </ol>
      )}
      {shown.history.length === 0 && shown.status === 'present' && (
        <p className="mt-2 text-ink-2">Its config holds no history: the builder left none.</p>
      )}
    </div>
  )
}

function Step({
  step,
  place,
  platform,
}: {
  step: InspectedStep
  place: number
  platform: InspectedPlatform
}) {
  const layer = step.layer === null ? null : platform.layers[step.layer]
  return (
    <li className="grid items-baseline grid-cols-[2rem_minmax(0,1fr)] gap-x-2 border-b py-1.5 md:grid-cols-[2rem_minmax(0,1fr)_14rem_7rem]">
      <span className="text-right text-ink-3 tabular-nums">{place + 1}</span>
      <span className="min-w-0 whitespace-pre-wrap break-words font-mono text-xs">
        <SafeText text={step.createdBy === null ? 'a step without a command' : stepText(step.createdBy)} />
        {step.comment && (
          <span className="block text-2xs text-ink-3">
            <SafeText text={step.comment} />
          </span>
        )}
      </span>
      <span className="flex flex-wrap items-baseline gap-x-3 max-md:col-start-2 md:justify-end">
        {layer ? (
          <>
            <Digest value={layer.digest} />
            <Bytes value={layer.size} />
          </>
        ) : (
          <span className="text-ink-3 text-xs">no layer</span>
        )}
      </span>
      <RelativeTime value={step.createdAt} className="text-ink-2 text-xs max-md:col-start-2 md:text-right" />
    </li>
  )
}
