import { describe, expect, it } from 'vitest'
import { exportCsv } from './export-csv'
import { exportedReport, exportedRow, TROUBLED, textOf } from './testing/exported-report'

const lines = async (...pages: Parameters<typeof exportedReport>[0]) =>
  (await textOf(exportCsv(exportedReport(pages)))).split('\r\n')

describe('CSV', () => {
  it('has a row a tag of every page, and a column a platform', async () => {
    const [head, first, second, end] = await lines([exportedRow('1.0')], [TROUBLED])
    expect(head).toBe(
      'registry,repository,tag,digest,kind,created,checked,complete,errors,warnings,linux/amd64,linux/arm64,findings',
    )
    expect(first).toMatch(/^localhost:5000,team\/app,1\.0,sha256:a{64},index,.*,yes,0,0,present,,$/)
    expect(second).toMatch(/,no,1,0,present,missing,CHILD_MISSING linux\/arm64$/)
    expect(end).toBe('')
  })

  it('keeps what was ignored out of the counts', async () => {
    const ignored = TROUBLED.findings.slice(1)
    const [, line] = await lines([exportedRow('1.0', { findings: ignored })])
    expect(line).toContain(',yes,0,0,')
    expect(line).not.toContain('CREATED_SKEW')
  })

  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1'])(
    'runs nothing in a spreadsheet: %s',
    async (kind) => {
      const [, line] = await lines([exportedRow('1.0', { kind })])
      expect(line).toMatch(/,"?'[=+\-@\t]/)
    },
  )

  it('quotes what would break a line or a cell', async () => {
    const [, line] = await lines([exportedRow('1.0', { kind: 'a,"b"' })])
    expect(line).toContain(',"a,""b""",')
  })
})
