import Ajv from 'ajv/dist/2020'
import { describe, expect, it } from 'vitest'
import type { ExportedFinding } from './export-report'
import { exportSarif } from './export-sarif'
import { FINDING_CODES } from './finding-table'
import { exportedReport, exportedRow, TROUBLED, textOf } from './testing/exported-report'
import { SARIF_EXCERPT } from './testing/sarif-excerpt'

const ajv = new Ajv({ strict: false, formats: { uri: true, 'uri-reference': true } })
const validate = ajv.compile(SARIF_EXCERPT)

interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string; name: string }[] } }
    results: {
      ruleId: string
      ruleIndex: number
      level: string
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[]
      suppressions?: object[]
      partialFingerprints: Record<string, string>
    }[]
  }[]
}

async function sarifOf(...report: Parameters<typeof exportedReport>) {
  const document: unknown = JSON.parse(await textOf(exportSarif(exportedReport(...report), '1.2.3')))
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  const [run] = (document as Sarif).runs
  if (!run) throw new Error('No run.')
  return run
}

describe('SARIF', () => {
  it('has a rule a code and a result a finding, of every page', async () => {
    const ofRepository: ExportedFinding = {
      code: 'UNCOMPOSED',
      severity: 'info',
      ref: 'localhost:5000/team/app:3.0',
      message: 'Nobody composed these.',
    }
    const run = await sarifOf([[TROUBLED], [exportedRow('1.0')], [TROUBLED]], { findings: [ofRepository] })
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(FINDING_CODES)
    expect(run.results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
      'UNCOMPOSED note',
      'CHILD_MISSING error',
      'CREATED_SKEW warning',
      'CHILD_MISSING error',
      'CREATED_SKEW warning',
    ])
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
  })

  it('is whole without a finding', async () => {
    expect((await sarifOf([[exportedRow('1.0')]])).results).toEqual([])
  })

  it('suppresses what was ignored', async () => {
    const { results } = await sarifOf([[TROUBLED]])
    expect(results.map(({ suppressions }) => suppressions?.length ?? 0)).toEqual([0, 1])
  })

  it('names the reference as an address that has no scheme', async () => {
    const { results } = await sarifOf([[TROUBLED]])
    const uri = results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? ''
    expect(uri).toBe('localhost%3A5000/team/app%3A2.0')
    expect(new URL(uri, 'https://base.invalid/').host).toBe('base.invalid')
  })

  it('tells two platforms of one tag apart', async () => {
    const [finding] = TROUBLED.findings
    if (!finding) throw new Error('No finding.')
    const row = exportedRow('2.0', { findings: [finding, { ...finding, platform: 'linux/s390x' }] })
    const { results } = await sarifOf([[row]])
    expect(new Set(results.map((result) => JSON.stringify(result.partialFingerprints))).size).toBe(2)
  })
})
