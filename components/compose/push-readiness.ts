import { PROBLEM_TABLE } from '@/lib/composition/problems'
import type { PlanResponse, Problem } from '@/lib/contract/compositions'

/** What a person agrees to: this problem, here. The same code about another platform asks again. */
export const problemKey = ({ code, entry, ref, platform }: Problem): string =>
  JSON.stringify([code, entry ?? null, ref ?? null, platform ?? null])

/** The codes to send as accepted: those of which every problem shown has been agreed to. */
export function acceptedCodes(problems: readonly Problem[], agreed: ReadonlySet<string>): Problem['code'][] {
  const asked = problems.filter((problem) => problem.severity === 'confirm')
  const open = new Set(asked.filter((problem) => !agreed.has(problemKey(problem))).map(({ code }) => code))
  return [...new Set(asked.map(({ code }) => code))].filter((code) => !open.has(code))
}

export interface PushQuestion {
  /** False while there is nothing to push at all. */
  started: boolean
  /** The line where the YAML stops being readable, or null. */
  brokenLine: number | null
  plan: PlanResponse | null
  /** True while the plan shown belongs to an earlier text. */
  stale: boolean
  agreed: ReadonlySet<string>
}

/** Why this cannot be pushed now, as a sentence; null when it can. */
export function pushBlocker({ started, brokenLine, plan, stale, agreed }: PushQuestion): string | null {
  if (brokenLine !== null) return `The YAML cannot be read. Mend line ${brokenLine} first.`
  if (!started) return 'Name a target and add an image first.'
  if (plan === null) return stale ? 'The plan is being made.' : 'There is no plan yet.'
  const errors = plan.problems.filter((problem) => problem.severity === 'error')
  const readOnly = errors.find((problem) => problem.code === 'REGISTRY_READ_ONLY')
  if (readOnly) return readOnly.message
  if (errors[0]) return counted(errors, 'Mend first', 'problems have to be mended first')
  const open = plan.problems.filter(
    (problem) => problem.severity === 'confirm' && !agreed.has(problemKey(problem)),
  )
  if (open[0]) return counted(open, 'Confirm first', 'points need your consent first')
  if (plan.target === null) return 'Name a target with a tag first.'
  return stale ? 'The plan is being refreshed.' : null
}

/** One by its name, several by their number: the sentences themselves stand with the problems. */
function counted(problems: readonly Problem[], one: string, several: string): string {
  const [first] = problems
  if (problems.length > 1 || !first) return `${problems.length} ${several}.`
  return `${one}: ${PROBLEM_TABLE[first.code].title}${first.platform ? ` (${first.platform})` : ''}.`
}
