import { describe, expect, it } from 'vitest'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import { matrixLines } from './matrix-rows'

const row = (repository: string, tag: string): CoverageReportRow => ({
  ref: `localhost:5000/${repository}:${tag}`,
  registry: 'localhost:5000',
  repository,
  tag,
  digest: `sha256:${'a'.repeat(64)}`,
  kind: 'index',
  cells: {},
  attestations: 0,
  findings: [],
  createdAt: null,
  checkedAt: '2026-11-23T10:00:00Z',
})
const shown = (rows: CoverageReportRow[], grouped: boolean) =>
  matrixLines(rows, grouped).map((line) => (line.kind === 'tag' ? line.row.tag : `# ${line.repository}`))

describe('matrixLines', () => {
  it('puts a head where a repository begins', () => {
    expect(shown([row('a', '2'), row('a', '1'), row('b', '1')], true)).toEqual(['# a', '2', '1', '# b', '1'])
  })

  it('needs none for one repository', () => {
    expect(shown([row('a', '2'), row('a', '1')], false)).toEqual(['2', '1'])
  })

  it('shows what two pages tell once', () => {
    expect(shown([row('a', '2'), row('a', '1'), row('a', '1')], true)).toEqual(['# a', '2', '1'])
  })
})
