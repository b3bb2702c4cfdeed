import { Bytes } from '@/components/ui/bytes'
import { RelativeTime } from '@/components/ui/relative-time'
import type { InspectedPlatform, InspectedStep } from '@/lib/contract/inspect'
import { LayerLink } from './layer-link'
import { SafeText } from './safe-text'
import { stepText } from './step-label'

/** The steps of a history as the builder wrote them down, each with what it left behind. */
export function HistorySteps({
  platform,
  entryKey,
}: {
  platform: InspectedPlatform
  entryKey: string | null
}) {
  return (
    <ol className="border-t">
      {platform.history.map((step, place) => (
        <Step
          key={`${place.toString()} ${step.createdBy}`}
          step={step}
          place={place}
          platform={platform}
          entryKey={entryKey}
        />
      ))}
    </ol>
  )
}

interface StepProps {
  step: InspectedStep
  place: number
  platform: InspectedPlatform
  entryKey: string | null
}

function Step({ step, place, platform, entryKey }: StepProps) {
  const layer = step.layer === null ? null : platform.layers[step.layer]
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] items-baseline gap-x-2 border-b py-1.5 md:grid-cols-[2rem_minmax(0,1fr)_14rem_7rem]">
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
        {layer && step.layer !== null ? (
          <>
            <LayerLink digest={layer.digest} entryKey={entryKey}>
              layer {step.layer + 1}
            </LayerLink>
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
