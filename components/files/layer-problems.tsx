import { SafeText } from '@/components/inspect/safe-text'
import { Notice } from '@/components/ui/notice'
import type { ReadLayer } from '@/lib/contract/files'
import { PROBLEM_WORDS } from './layer-words'

interface LayerProblemsProps {
  layers: readonly ReadLayer[]
  /** The place of the first of them in the image, from 0. */
  first?: number
  /** Whose they are, where several images are read. */
  of?: string
  /** Whether there is a list beside it. */
  isListed?: boolean
}

/** What could not be read, beside the list of everything else, and what that means for the list. */
export function LayerProblems({ layers, first = 0, of, isListed = true }: LayerProblemsProps) {
  const troubled = [...layers.entries()].filter(([, { problem }]) => problem !== null)
  if (troubled.length === 0) return null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {troubled.map(
        ([place, { problem }]) =>
          problem && (
            <Notice
              key={place}
              kind={problem.code === 'LAYER_UNSUPPORTED' ? 'info' : 'warning'}
              title={`Layer ${first + place + 1}${of ? ` of ${of}` : ''}: ${PROBLEM_WORDS[problem.code].state}.`}
            >
              <SafeText text={problem.message} /> {isListed && `${PROBLEM_WORDS[problem.code].means} `}
              <span className="whitespace-nowrap font-mono text-2xs text-ink-2">{problem.code}</span>
            </Notice>
          ),
      )}
    </div>
  )
}
