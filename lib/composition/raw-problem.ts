import { PROBLEM_TABLE, type Problem, type ProblemCode } from './problems'
import type { ReadSpec, SpecPath } from './read-spec'

/** A problem as a check finds it: what it is about, not yet where that stands. */
export interface RawProblem extends Omit<Problem, 'code' | 'severity' | 'line' | 'column'> {
  code: ProblemCode
  /** The value in the spec it is about; by default its entry. */
  path?: SpecPath
}

/** Adds what the table and the text know: severity, line and column. */
export function placeProblem({ path, ...raw }: RawProblem, locate: ReadSpec['locate'] | undefined): Problem {
  const about = path ?? (raw.entry === undefined ? undefined : ['manifests', raw.entry])
  const position = about && locate?.(about)
  return { ...raw, severity: PROBLEM_TABLE[raw.code].severity, ...position }
}
