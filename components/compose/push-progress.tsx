'use client'

import { useEffect, useRef } from 'react'
import { formatBytes } from '@/components/ui/format-bytes'
import { Progress } from '@/components/ui/progress'
import { shortDigest } from '@/components/ui/short-digest'
import { Spinner } from '@/components/ui/spinner'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { isDigest } from '@/lib/oci/digest'
import { type PushProgress, type PushStep, shareDone } from './push-state'

const WORDS: Record<PushStep['action'], string> = {
  check: 'Check',
  mount: 'Mount',
  copy: 'Copy',
  'put-manifest': 'Put image',
  'put-index': 'Put index',
  'put-tag': 'Put tag',
  'read-back': 'Read back',
}

/** Every step as it is told, and the bytes of what is on its way. */
export function PushProgressView({ progress }: { progress: PushProgress }) {
  const share = shareDone(progress)
  const end = useRef<HTMLLIElement>(null)
  const { length } = progress.steps
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is what has to be scrolled to
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [length])
  const copying = Object.values(progress.bytes)
  const done = copying.reduce((sum, blob) => sum + blob.done, 0)
  const total = copying.reduce((sum, blob) => sum + blob.total, 0)
  return (
    <div className="mt-3 grid gap-2">
      <Progress value={share === null ? null : share * 100} label="Steps of the push" />
      <p role="status" className="text-ink-2 text-xs tabular-nums">
        {progress.stepsTotal === null
          ? 'Checking that nothing has moved…'
          : `Step ${Math.max(1, length)} of ${progress.stepsTotal}`}
        {total > 0 && `, ${formatBytes(done)} of ${formatBytes(total)} copied`}
      </p>
      <ol aria-label="Steps" className="max-h-72 overflow-y-auto">
        {progress.steps.map((step, place) => (
          <li
            key={step.step}
            ref={place === length - 1 ? end : undefined}
            className="grid min-h-6 grid-cols-[1rem_5.5rem_1fr_auto] items-center gap-x-2"
          >
            <StepMark state={step.state} />
            <span>{WORDS[step.action]}</span>
            <span className="truncate font-mono text-ink-2 text-xs" title={step.subject}>
              {isDigest(step.subject) ? shortDigest(step.subject, [8, 4]) : step.subject}
            </span>
            <span className="font-mono text-ink-3 text-xs tabular-nums">{bytesOf(progress, step)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function StepMark({ state }: { state: PushStep['state'] }) {
  if (state === 'started') return <Spinner />
  if (state === 'done') return <StatusGlyph kind="ok" label="Done" />
  return (
    <span className="text-center text-ink-3" title="Not needed">
      <span aria-hidden>·</span>
      <span className="sr-only">Not needed</span>
    </span>
  )
}

function bytesOf(progress: PushProgress, step: PushStep): string {
  const blob = progress.bytes[step.subject]
  if (!blob || step.state !== 'started') return step.state === 'skipped' ? 'there already' : ''
  return `${formatBytes(blob.done)} of ${formatBytes(blob.total)}`
}
