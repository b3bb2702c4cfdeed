import { describe, expect, it } from 'vitest'
import type { CoverageRow, Finding } from '@/lib/contract/coverage'
import { cellState, matrixColumns } from './cell-state'

const DIGEST = `sha256:${'a'.repeat(64)}`
const finding = (code: Finding['code'], platform?: string): Finding => ({
  code,
  severity: 'error',
  ref: 'localhost:5000/app:v1',
  ...(platform && { platform }),
  message: 'A sentence.',
})
const ignored = (code: Finding['code'], platform: string): Finding => ({
  ...finding(code, platform),
  ignored: { id: '1', reason: 'Known.', until: '2027-01-01T00:00:00Z' },
})
const row = (findings: Finding[], cells: CoverageRow['cells'] = {}): CoverageRow => ({
  ref: 'localhost:5000/app:v1',
  tag: 'v1',
  digest: DIGEST,
  kind: 'index',
  cells,
  attestations: 0,
  findings,
})
const missing = {
  'linux/arm64': { status: 'missing', digest: DIGEST, checkedAt: '2026-11-23T10:00:00Z' },
} as const

describe('cellState', () => {
  it.each<[string, CoverageRow, string, string]>([
    ['nothing is offered and nothing asked for', row([]), 'linux/arm64', 'absent'],
    ['it is asked for', row([finding('PLATFORM_REQUIRED', 'linux/arm64')]), 'linux/arm64', 'required'],
    ['another is asked for', row([finding('PLATFORM_REQUIRED', 'linux/s390x')]), 'linux/arm64', 'absent'],
    [
      'any build is asked for',
      row([finding('PLATFORM_REQUIRED', 'windows/amd64')]),
      'windows(10.0.17763.1)/amd64',
      'required',
    ],
    ['it was lost', row([finding('PLATFORM_LOST', 'linux/arm64')]), 'linux/arm64', 'lost'],
    [
      'it was lost and is asked for',
      row([finding('PLATFORM_REQUIRED', 'linux/arm64'), finding('PLATFORM_LOST', 'linux/arm64')]),
      'linux/arm64',
      'lost',
    ],
    ['losing it was accepted', row([ignored('PLATFORM_LOST', 'linux/arm64')]), 'linux/arm64', 'absent'],
    [
      'its child is gone',
      row([finding('PLATFORM_REQUIRED', 'linux/arm64')], missing),
      'linux/arm64',
      'missing',
    ],
    ['the tag could not be read', row([finding('TAG_UNREADABLE')]), 'linux/arm64', 'unknown'],
  ])('when %s', (_name, one, platform, state) => {
    expect(cellState(one, platform)).toBe(state)
  })
})

describe('matrixColumns', () => {
  it('adds what only findings speak of, once', () => {
    const rows = [
      row([finding('PLATFORM_LOST', 'linux/s390x'), finding('PLATFORM_REQUIRED', 'linux/s390x')]),
      row([finding('CHILD_MISSING', 'linux/riscv64')]),
    ]
    expect(matrixColumns(['linux/amd64'], rows)).toEqual(['linux/amd64', 'linux/s390x'])
  })

  it('adds none where a build of it has a column', () => {
    const lost = [row([finding('PLATFORM_LOST', 'windows/amd64')])]
    expect(matrixColumns(['windows(10.0.17763.1)/amd64'], lost)).toEqual(['windows(10.0.17763.1)/amd64'])
  })
})
