import { describe, expect, it } from 'vitest'
import { CoverageReport, CoverageReportQuery } from '@/lib/contract/coverage-report'
import { exportedRow, textOf } from '@/lib/coverage/testing/exported-report'
import { type ExportFormat, exportCoverage } from './export-coverage'

const page = (tag: string, nextCursor: string | null): CoverageReport =>
  CoverageReport.parse({
    items: [{ ...exportedRow(tag), cells: {}, attestations: 0 }],
    findings: [],
    platforms: ['linux/amd64'],
    summary: { tags: 3, complete: 3, errors: 0, warnings: 0 },
    total: 3,
    nextCursor,
    scan: null,
    checkedAt: '2026-11-24T10:00:00Z',
    asOf: '2026-11-24T11:00:00Z',
  })
const PAGES: Record<string, CoverageReport> = {
  first: page('1.0', 'second'),
  second: page('2.0', 'third'),
  third: page('3.0', null),
}

/** Exports three pages; `asked` in order. */
async function start(format: ExportFormat, given: Record<string, string> = {}) {
  const asked: CoverageReportQuery[] = []
  const query = CoverageReportQuery.parse({ registry: 'localhost:5000', repository: 'team/app', ...given })
  const file = await exportCoverage({
    query,
    format,
    version: '1.2.3',
    readPage: async (wanted) => {
      asked.push(wanted)
      const answer = PAGES[wanted.cursor ?? 'first']
      if (!answer) throw new Error('No such page.')
      return answer
    },
  })
  return { asked, file }
}

describe('a report as a file', () => {
  it.each<[ExportFormat, string]>([
    ['csv', 'text/csv'],
    ['md', 'text/markdown'],
    ['sarif', 'application/sarif+json'],
  ])('as %s has a type and a name', async (format, mediaType) => {
    const { file } = await start(format)
    expect(file.mediaType).toBe(mediaType)
    expect(file.fileName).toBe(`coverage-localhost-5000-team-app-2026-11-24.${format}`)
    expect(await textOf(file.chunks)).not.toBe('')
  })

  it('holds every page, each read when its turn comes', async () => {
    const { asked, file } = await start('csv', { cursor: 'somewhere', limit: '5' })
    expect(asked).toHaveLength(1)
    const lines = (await textOf(file.chunks)).trimEnd().split('\r\n')
    expect(lines.slice(1).map((line) => line.split(',')[2])).toEqual(['1.0', '2.0', '3.0'])
    expect(asked.map(({ cursor, limit }) => [cursor, limit])).toEqual([
      [undefined, 1000],
      ['second', 1000],
      ['third', 1000],
    ])
  })

  it('asks the registry and judges the gate once, with the first page', async () => {
    const { asked, file } = await start('csv', { strict: 'true', verify: 'true' })
    await textOf(file.chunks)
    expect(asked.map(({ strict, verify }) => strict && verify)).toEqual([true, false, false])
  })

  it('has a name a file system takes, whatever was asked for', async () => {
    const { file } = await start('csv', { tag: '../"x' })
    expect(file.fileName).toMatch(/^[A-Za-z0-9.-]+$/)
  })
})
