import type { Finding } from '@/lib/contract/coverage'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import type { IgnoreRequest } from '@/lib/contract/policies'

const DAY_MS = 86_400_000
/** The API takes two years at most; the last day itself is left out, for clocks differ. */
const LONGEST_DAYS = 729
const USUAL_DAYS = 30

export type IgnoreReach = 'tag' | 'repository' | 'registry'

export interface IgnoreForm {
  reach: IgnoreReach
  /** Only of the finding's own platform. */
  platformOnly: boolean
  reason: string
  /** `2027-01-31`: the first day it no longer holds. */
  until: string
}

/** `now`: milliseconds since the epoch. */
export const firstIgnoreForm = (finding: Finding, now: number): IgnoreForm => ({
  reach: 'tag',
  platformOnly: finding.platform !== undefined,
  reason: '',
  until: dayAfter(USUAL_DAYS, now),
})

/** The first and the last day that can be chosen. */
export const ignoreDays = (now: number) => ({ first: dayAfter(1, now), last: dayAfter(LONGEST_DAYS, now) })

/** What is wrong with the form as a sentence, or null. */
export function ignoreProblem(form: IgnoreForm, now: number): string | null {
  const { first, last } = ignoreDays(now)
  if (form.reason.trim().length < 3) return 'Say why, so that others understand it later.'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.until)) return 'Choose the day it ends.'
  if (form.until < first) return 'Choose a day to come.'
  if (form.until > last) return 'Choose a day within two years: somebody should look again.'
  return null
}

export function ignoreRequest(row: CoverageReportRow, finding: Finding, form: IgnoreForm): IgnoreRequest {
  const everywhere = form.reach === 'registry'
  return {
    registry: row.registry,
    match: everywhere ? '**' : row.repository,
    tags: form.reach === 'tag' ? row.tag : '*',
    code: finding.code,
    ...(form.platformOnly && finding.platform !== undefined && { platform: finding.platform }),
    reason: form.reason.trim(),
    until: `${form.until}T00:00:00Z`,
  }
}

const dayAfter = (days: number, now: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10)
