import type { ExportedFinding, ExportedReport, ExportedRow } from './export-report'
import { FINDING_CODES, FINDING_TABLE, type FindingSeverity } from './finding-table'

const LEVELS: Record<FindingSeverity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}

/**
 * SARIF 2.1.0, as code scanning reads it: a rule a kind of finding, a result a finding, at the reference it is
 * about. Ignored ones are suppressed, with the reason. `version`: of Manifold.
 */
export async function* exportSarif(report: ExportedReport, version: string): AsyncGenerator<string> {
  const driver = { name: 'Manifold', version, rules: FINDING_CODES.map(ruleOf) }
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${JSON.stringify({ driver })},`
  yield '"results":['
  let separator = ''
  for (const finding of report.findings) {
    yield separator + JSON.stringify(resultOf(finding))
    separator = ',\n'
  }
  for await (const rows of report.pages) {
    for (const row of rows) {
      for (const finding of row.findings) {
        yield separator + JSON.stringify(resultOf(finding, row))
        separator = ',\n'
      }
    }
  }
  yield ']}]}\n'
}

const ruleOf = (code: (typeof FINDING_CODES)[number]) => ({
  id: code,
  name: code.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()),
  shortDescription: { text: `${FINDING_TABLE[code].title}.` },
  fullDescription: { text: FINDING_TABLE[code].why },
  defaultConfiguration: { level: LEVELS[FINDING_TABLE[code].severity] },
})

function resultOf(finding: ExportedFinding, row?: ExportedRow) {
  const { code, severity, ref, platform, message, ignored } = finding
  const name = ref.slice(ref.lastIndexOf('/') + 1)
  return {
    ruleId: code,
    ruleIndex: FINDING_CODES.indexOf(code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(ref) } },
        logicalLocations: [{ name, fullyQualifiedName: ref, kind: 'resource' }],
      },
    ],
    // Tells one finding from another across runs, whatever its words are by then.
    partialFingerprints: { 'manifoldFinding/v1': [code, ref, platform ?? ''].join('|') },
    ...(ignored && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: ignored.reason }],
    }),
    properties: { ...(platform && { platform }), ...(row?.digest && { digest: row.digest }) },
  }
}

/** A relative reference: `localhost:5000/...` as it stands would be read as a scheme. */
const uriOf = (ref: string): string => ref.split('/').map(encodeURIComponent).join('/')
