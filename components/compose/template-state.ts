import type { SpecEntry } from '@/lib/composition/spec'
import { writeSpecYaml } from '@/lib/composition/spec-write'
import { type TemplateRow, templateEntry } from '@/lib/composition/template'
import type { PlanResponse, Problem } from '@/lib/contract/compositions'

/** What was found behind one row of an expanded template. */
export type TemplateState =
  /** Nobody has looked yet. */
  | { kind: 'unsure' }
  | { kind: 'found'; digest: string; warnings: string[] }
  /** The registry said 404: left out on purpose. */
  | { kind: 'missing' }
  /** It may well be there, so it is never left out. */
  | { kind: 'unreadable'; message: string }
  /** No source reference at all. */
  | { kind: 'invalid'; message: string }

export interface TemplateFinding {
  row: TemplateRow
  state: TemplateState
}

/** What the image says against what the template makes of it; the rest is for the composer to tell. */
const SAID_OTHERWISE = new Set(['VARIANT_MISDECLARED', 'OS_VERSION_MISDECLARED'])

/** The composition that asks the plan what is behind the rows. */
export function templateSpec(rows: readonly TemplateRow[]): string {
  return writeSpecYaml({
    image: '',
    tags: [],
    format: null,
    mediaType: null,
    annotations: {},
    manifests: rows.flatMap(({ reference, platform }) =>
      reference ? [templateEntry(reference, platform)] : [],
    ),
  })
}

/** Each row with what `plan` found behind it, which may be the plan of fewer or other rows. */
export function templateFindings(rows: readonly TemplateRow[], plan: PlanResponse | null): TemplateFinding[] {
  const turns = new Map<string, number>()
  return rows.map((row) => {
    const turn = turns.get(row.reference ?? '') ?? 0
    turns.set(row.reference ?? '', turn + 1)
    return { row, state: stateOf(row, turn, plan) }
  })
}

/** The entries to add: all but those that are not there. */
export function entriesOf(findings: readonly TemplateFinding[]): SpecEntry[] {
  return findings.flatMap(({ row, state }) =>
    row.reference !== null && (state.kind === 'found' || state.kind === 'unreadable')
      ? [templateEntry(row.reference, row.platform)]
      : [],
  )
}

function stateOf(row: TemplateRow, turn: number, plan: PlanResponse | null): TemplateState {
  if (row.reference === null) return { kind: 'invalid', message: row.message ?? 'It is no image reference.' }
  const source = plan?.sources.filter(({ ref }) => ref === row.reference)[turn]
  if (!plan || !source) return { kind: 'unsure' }
  switch (source.status) {
    case 'missing':
      return { kind: 'missing' }
    case 'unreadable':
      return { kind: 'unreadable', message: source.message ?? 'The registry could not serve it.' }
    case 'invalid':
      return { kind: 'invalid', message: source.message ?? 'It is no image reference.' }
    case 'present': {
      const image = plan.entries.find(({ entry, attestation }) => entry === source.entry && !attestation)
      const warnings = plan.problems.filter((problem) => problem.entry === source.entry && isTold(problem))
      return {
        kind: 'found',
        digest: image?.digest ?? source.digest ?? '',
        warnings: warnings.map(({ message }) => message),
      }
    }
  }
}

const isTold = ({ code, severity }: Problem) =>
  severity === 'error' || severity === 'confirm' || SAID_OTHERWISE.has(code)
