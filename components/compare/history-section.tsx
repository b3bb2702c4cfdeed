import { SafeText } from '@/components/inspect/safe-text'
import { stepText } from '@/components/inspect/step-label'
import type { ComparedStep } from '@/lib/contract/compare'
import { ChangeMark } from './change-mark'
import { FoldedSection } from './folded-section'

/** The steps of both builds in one order. */
export function HistorySection({ steps }: { steps: readonly ComparedStep[] }) {
  return (
    <FoldedSection
      title="History"
      rows={steps}
      none="Neither config holds a history."
      ordered
      keyOf={({ a, b }) => `${a} ${b}`}
    >
      {(step) => <Step step={step} />}
    </FoldedSection>
  )
}

function Step({ step }: { step: ComparedStep }) {
  const { change, createdBy, emptyLayer } = step
  return (
    <div className="grid items-baseline gap-x-4 gap-y-0.5 md:grid-cols-[8.5rem_minmax(0,1fr)_auto]">
      <p className="flex items-baseline gap-1.5 text-ink-2 text-xs tabular-nums">
        <ChangeMark change={change} />
        {placesInWords(step)}
      </p>
      <p className="min-w-0 whitespace-pre-wrap break-words font-mono text-xs max-md:pl-4.5">
        {createdBy === null ? 'a step without a command' : <SafeText text={stepText(createdBy)} />}
      </p>
      <p className="text-ink-3 text-xs max-md:pl-4.5">
        {change === 'changed' ? 'the same command, another layer' : emptyLayer ? 'no layer' : ''}
      </p>
    </div>
  )
}

function placesInWords({ a, b }: ComparedStep): string {
  if (a === null) return `B ${(b ?? 0) + 1}`
  if (b === null) return `A ${a + 1}`
  return a === b ? `step ${a + 1}` : `A ${a + 1}, B ${b + 1}`
}
