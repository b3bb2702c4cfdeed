import type { RepositoryJudgement } from '@/lib/coverage/judgement'
import type { TrueRepository } from './seed-truth'

/** What both sides of a comparison say of a repository, in one form that shows where they differ. */
export interface ShownRepository {
  /** By tag: its kind, its cells and its findings, a line each. */
  tags: Record<string, string[]>
  summary: { tags: number; complete: number; errors: number; warnings: number }
}

/** With what a judgement alone does not tell. */
export interface ShownReport extends ShownRepository {
  digests: Record<string, string | null>
  /** Tags that could be composed. */
  uncomposed: string[]
}

export function shownTruth({ tags, uncomposed }: TrueRepository): ShownReport {
  const all = [...tags.values()]
  const count = (wanted: string) =>
    all.flatMap(({ findings }) => findings).filter(({ severity }) => severity === wanted).length
  return {
    tags: shownTags([...tags]),
    summary: {
      tags: tags.size,
      complete: all.filter(({ complete }) => complete).length,
      errors: count('error'),
      warnings: count('warning'),
    },
    digests: Object.fromEntries([...tags].map(([name, { digest }]) => [name, digest])),
    uncomposed: uncomposed.toSorted(),
  }
}

export function shownJudgement({ tags, summary }: RepositoryJudgement): ShownRepository {
  return { tags: shownTags(tags.map((tag) => [tag.tag, tag])), summary: figuresOf(summary) }
}

/** The report of one repository as the API gives it, all of it on one page. */
export function shownReport({ items, summary, findings }: Reported): ShownReport {
  return {
    tags: shownTags(items.map((item) => [item.tag, item])),
    summary: figuresOf(summary),
    digests: Object.fromEntries(items.map(({ tag, digest }) => [tag, digest])),
    uncomposed: findings.map(({ ref }) => ref.slice(ref.lastIndexOf(':') + 1)).sort(),
  }
}

interface Reported {
  items: readonly (Shown & { tag: string; digest: string | null })[]
  findings: readonly { ref: string }[]
  summary: ShownRepository['summary']
}

interface Shown {
  kind: string
  attestations: number
  cells: Readonly<Record<string, { status: string; digest: string }>>
  findings: readonly { code: string; severity: string; platform?: string | null }[]
}

const figuresOf = ({ tags, complete, errors, warnings }: ShownRepository['summary']) => ({
  ...{ tags, complete, errors, warnings },
})

function shownTags(tags: readonly (readonly [string, Shown])[]): Record<string, string[]> {
  const lines = ({ kind, attestations, cells, findings }: Shown) => [
    `${kind}, ${attestations} attestations`,
    ...Object.entries(cells)
      .map(([key, { status, digest }]) => `${key} ${status} ${digest}`)
      .sort(),
    ...findings.map(({ code, severity, platform }) => `${severity} ${code} ${platform ?? ''}`).sort(),
  ]
  return Object.fromEntries(tags.map(([name, tag]) => [name, lines(tag)]))
}
