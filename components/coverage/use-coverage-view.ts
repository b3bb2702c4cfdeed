'use client'

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useDebounced } from '@/components/ui/use-debounced'
import type { CoverageFilter } from '@/lib/client/coverage'
import { parseRequire } from '@/lib/coverage/require'

const TYPING_MS = 250

export const COVERAGE_TABS = ['matrix', 'policies', 'scans', 'broken', 'untagged'] as const
export type CoverageTab = (typeof COVERAGE_TABS)[number]

const text = parseAsString.withDefault('')
const PARAMS = {
  tab: parseAsStringLiteral(COVERAGE_TABS).withDefault('matrix'),
  registry: text,
  repository: text,
  match: text,
  q: text,
  platform: text,
  finding: text,
  require: text,
  missing: parseAsBoolean.withDefault(false),
}

/** Which part of what is known is looked at. `repository` and `match` exclude each other. */
export interface CoverageScope {
  registry: string
  repository: string
  match: string
}

/** What narrows the rows of the matrix, beside the scope. */
export type RowFilter = Pick<CoverageFilter, 'q' | 'platform' | 'finding' | 'missing'>

const NO_FILTER = { q: null, platform: null, finding: null, missing: null }

/** What is audited and what is shown of it. `registries`: those configured. It lives in the query string: a finding can be sent as a link. */
export function useCoverageView(registries: readonly string[]) {
  const [view, setView] = useQueryStates(PARAMS)
  const { tab, repository, match, require, ...rest } = view
  const { registry: asked, ...rows } = rest
  // A repository belongs to a registry; a link that names none was made where there is one.
  const registry = asked || (repository === '' ? '' : (registries[0] ?? ''))
  const scope = { registry, repository, match: repository === '' ? match : '' }
  const q = useDebounced(rows.q.trim(), TYPING_MS)
  // What is wrong with a requirement is said beside its field; the tags are shown all the same.
  const required = parseRequire(require).ok ? require : ''
  return {
    tab,
    scope,
    /** As in the address: `q` may still be typed. */
    rows,
    require,
    filter: { ...scope, ...rows, q, require: required } satisfies CoverageFilter,
    narrowed: rows.q !== '' || rows.platform !== '' || rows.finding !== '' || rows.missing,
    setTab: (next: CoverageTab) => void setView({ tab: next }),
    setScope: (next: Partial<CoverageScope>) =>
      void setView({ ...NO_FILTER, repository: null, match: null, ...emptyAsNull(next) }),
    setRows: (next: Partial<RowFilter>) => void setView(emptyAsNull(next)),
    setRequire: (next: string) => void setView({ require: next || null }),
    /** Shows the rows a figure stands for. */
    show: (next: Partial<RowFilter>) => void setView({ ...NO_FILTER, tab: 'matrix', ...emptyAsNull(next) }),
    clear: () => void setView(NO_FILTER),
  }
}

export type CoverageView = ReturnType<typeof useCoverageView>

type Emptied<T> = { [K in keyof T]: T[K] | null }

/** What is empty leaves the address. */
function emptyAsNull<T extends object>(values: T): Emptied<T> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value || null])) as Emptied<T>
}
