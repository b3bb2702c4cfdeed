import { expect, it } from 'vitest'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import { createGlob } from '@/lib/oci/glob'
import { policyPreview } from './policy-preview'

const row = (tag: string, lacks: string[], kind: CoverageReportRow['kind'] = 'index'): CoverageReportRow => ({
  ref: `r:5000/app:${tag}`,
  registry: 'r:5000',
  repository: 'app',
  tag,
  digest: null,
  kind,
  cells: {},
  attestations: 0,
  findings: lacks.map((platform) => ({
    code: 'PLATFORM_REQUIRED',
    severity: 'error',
    ref: `r:5000/app:${tag}`,
    platform,
    message: 'A sentence.',
  })),
  createdAt: null,
  checkedAt: '2026-11-24T10:00:00Z',
})

it('counts the tags the policy speaks of, and not what other policies require', () => {
  const glob = createGlob('v*')
  if (!glob.ok) throw new Error(glob.error.message)
  const rows = [
    row('v1', ['linux/s390x', 'linux/arm64']),
    row('v2', ['linux/arm64']),
    row('latest', ['linux/s390x']),
    row('v1.sbom', ['linux/s390x'], 'artifact'),
  ]
  expect(policyPreview(rows, glob.value, ['linux/s390x'])).toEqual({
    tags: 2,
    lacking: 1,
    examples: ['app:v1'],
  })
})
