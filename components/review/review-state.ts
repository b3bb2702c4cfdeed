import type { PushState } from '@/components/compose/push-state'
import type { ApiError } from '@/lib/client/api'
import { PROBLEM_TABLE } from '@/lib/composition/problems'
import type { PlanResponse, Problem } from '@/lib/contract/compositions'

/** What the plan of one tag says about pushing it without a further look. */
export type Review =
  | { state: 'planning' }
  | { state: 'unplanned'; error: ApiError }
  | { state: 'blocked' | 'asks'; plan: PlanResponse; reason: string }
  | { state: 'unchanged'; plan: PlanResponse }
  | { state: 'ready'; plan: PlanResponse }

/** Nothing a person has to agree to is agreed to here: such a row is for the composer. */
export function reviewOf(plan: PlanResponse | undefined, error: ApiError | null): Review {
  if (!plan) return error ? { state: 'unplanned', error } : { state: 'planning' }
  const of = (severity: Problem['severity']) =>
    plan.problems.filter((problem) => problem.severity === severity)
  const [errors, questions] = [of('error'), of('confirm')]
  if (errors[0]) return { state: 'blocked', plan, reason: inOneSentence(errors) }
  if (questions[0]) return { state: 'asks', plan, reason: inOneSentence(questions) }
  const digests = Object.values(plan.tags)
  if (digests.length > 0 && digests.every((digest) => digest === plan.digest))
    return { state: 'unchanged', plan }
  return { state: 'ready', plan }
}

function inOneSentence(problems: readonly Problem[]): string {
  const [first] = problems
  if (!first) return ''
  const title = PROBLEM_TABLE[first.code].title
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : ''
  return `${title}. ${first.message}${more}`
}

/** How many pushes went which way, as a sentence; null before the first. */
export function outcomeInWords(states: Iterable<PushState>): string | null {
  const all = [...states]
  const count = (...phases: PushState['phase'][]) => all.filter(({ phase }) => phases.includes(phase)).length
  if (all.length === 0) return null
  const parts: [number, string][] = [
    [count('done'), 'pushed'],
    [count('failed', 'moved', 'blocked'), 'not pushed'],
    [count('running'), 'under way'],
    [count('idle'), 'waiting'],
  ]
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ')
}
