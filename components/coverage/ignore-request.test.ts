import { describe, expect, it } from 'vitest'
import type { Finding } from '@/lib/contract/coverage'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import { IgnoreRequest } from '@/lib/contract/policies'
import { firstIgnoreForm, ignoreDays, ignoreProblem, ignoreRequest } from './ignore-request'

const NOW = Date.parse('2026-11-24T12:00:00Z')
const finding: Finding = {
  code: 'PLATFORM_LOST',
  severity: 'error',
  ref: 'localhost:5000/team/app:v1',
  platform: 'linux/s390x',
  message: 'A sentence.',
}
const row: CoverageReportRow = {
  ref: finding.ref,
  registry: 'localhost:5000',
  repository: 'team/app',
  tag: 'v1',
  digest: null,
  kind: 'index',
  cells: {},
  attestations: 0,
  findings: [finding],
  createdAt: null,
  checkedAt: '2026-11-24T12:00:00Z',
}
const form = { ...firstIgnoreForm(finding, NOW), reason: ' retired ' }

describe('ignoreRequest', () => {
  it('is of this tag and this platform for a month unless somebody says otherwise', () => {
    const request = ignoreRequest(row, finding, form)
    expect(request).toEqual({
      registry: 'localhost:5000',
      match: 'team/app',
      tags: 'v1',
      code: 'PLATFORM_LOST',
      platform: 'linux/s390x',
      reason: 'retired',
      until: '2026-12-24T00:00:00Z',
    })
    expect(IgnoreRequest.safeParse(request).success).toBe(true)
  })

  it('reaches as far as it says', () => {
    expect(ignoreRequest(row, finding, { ...form, reach: 'repository' })).toMatchObject({
      match: 'team/app',
      tags: '*',
    })
    expect(ignoreRequest(row, finding, { ...form, reach: 'registry', platformOnly: false })).toEqual(
      expect.not.objectContaining({ platform: 'linux/s390x' }),
    )
  })
})

describe('ignoreProblem', () => {
  it.each([
    [{}, null],
    [{ reason: '  ' }, 'Say why'],
    [{ until: '' }, 'Choose the day it ends'],
    [{ until: '2026-11-24' }, 'a day to come'],
    [{ until: '2029-01-01' }, 'within two years'],
    [{ until: ignoreDays(NOW).last }, null],
  ])('of %o', (change, problem) => {
    const said = ignoreProblem({ ...form, ...change }, NOW)
    if (problem === null) expect(said).toBeNull()
    else expect(said).toContain(problem)
  })
})
