import type { ExportedReport, ExportedRow } from '../export-report'

const DIGEST = `sha256:${'a'.repeat(64)}`

export const exportedRow = (tag: string, more: Partial<ExportedRow> = {}): ExportedRow => ({
  ref: `localhost:5000/team/app:${tag}`,
  registry: 'localhost:5000',
  repository: 'team/app',
  tag,
  digest: DIGEST,
  kind: 'index',
  createdAt: '2026-05-02T10:00:00.000Z',
  checkedAt: '2026-11-24T10:00:00.000Z',
  cells: { 'linux/amd64': { status: 'present', digest: DIGEST } },
  findings: [],
  ...more,
})

/** A tag that lost a platform, and one that somebody decided to live without. */
export const TROUBLED = exportedRow('2.0', {
  cells: {
    'linux/amd64': { status: 'present', digest: DIGEST },
    'linux/arm64': { status: 'missing', digest: DIGEST },
  },
  findings: [
    {
      code: 'CHILD_MISSING',
      severity: 'error',
      ref: 'localhost:5000/team/app:2.0',
      platform: 'linux/arm64',
      message: 'The registry no longer has linux/arm64.',
    },
    {
      code: 'CREATED_SKEW',
      severity: 'warning',
      ref: 'localhost:5000/team/app:2.0',
      message: 'Built far apart.',
      ignored: { reason: 'Rebuilt in June', until: '2026-12-24T00:00:00.000Z' },
    },
  ],
})

export function exportedReport(
  pages: ExportedRow[][],
  more: Partial<Omit<ExportedReport, 'pages'>> = {},
): ExportedReport {
  return {
    scope: 'localhost:5000/team/app',
    platforms: ['linux/amd64', 'linux/arm64'],
    summary: { tags: pages.flat().length, complete: 1, errors: 1, warnings: 0 },
    checkedAt: '2026-11-24T10:00:00.000Z',
    asOf: '2026-11-24T11:00:00.000Z',
    findings: [],
    pages: inTurn(pages),
    ...more,
  }
}

async function* inTurn<T>(pages: T[]): AsyncGenerator<T> {
  yield* pages
}

export async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}
