import { describe, expect, it } from 'vitest'
import { expandTemplate, type TemplateRow } from '@/lib/composition/template'
import { readPlatformList } from '@/lib/composition/template-platforms'
import type { PlanResponse, Problem } from '@/lib/contract/compositions'
import { entriesOf, templateFindings, templateSpec } from './template-state'

const digest = `sha256:${'a'.repeat(64)}`

function rowsOf(template: string, list: string): TemplateRow[] {
  const listed = readPlatformList(list).flatMap(({ result }) => (result.ok ? [result.value] : []))
  const expanded = expandTemplate(template, listed)
  if (!expanded.ok) throw new Error(expanded.error.message)
  return expanded.value
}

type Source = PlanResponse['sources'][number]
const source = (entry: number, ref: string, status: Source['status'], message?: string): Source => ({
  entry,
  ref,
  status,
  digest: status === 'present' ? digest : null,
  mediaType: null,
  ...(message && { message }),
})
const planOf = (sources: Source[], problems: Problem[] = []): PlanResponse => ({
  target: null,
  digest,
  size: 1,
  mediaType: '',
  profile: 'oci',
  profileReason: '',
  bytes: '',
  entries: [],
  sources,
  complete: true,
  tags: {},
  transfers: [],
  change: { added: [], removed: [], replaced: [], kept: [] },
  problems,
})

const rows = rowsOf('r.io/a-ARCH:v1', 'linux/amd64 linux/arm64 linux/s390x')
const plan = planOf(
  [
    source(0, 'r.io/a-amd64:v1', 'present'),
    source(1, 'r.io/a-arm64:v1', 'missing'),
    source(2, 'r.io/a-s390x:v1', 'unreadable', 'It answered 500.'),
  ],
  [
    {
      code: 'PLATFORM_MISDECLARED',
      severity: 'confirm',
      entry: 0,
      message: 'r.io/a-amd64:v1 is listed as linux/amd64, but its config says linux/arm64.',
    },
    { code: 'CROSS_REPOSITORY', severity: 'info', entry: 0, message: 'It comes from another repository.' },
  ],
)

describe('templateFindings', () => {
  it('tells found, missing and unreadable apart, and what the image says otherwise', () => {
    expect(templateFindings(rows, plan).map(({ state }) => state)).toEqual([
      { kind: 'found', digest, warnings: [expect.stringMatching(/but its config says linux\/arm64/)] },
      { kind: 'missing' },
      { kind: 'unreadable', message: 'It answered 500.' },
    ])
  })

  it('is unsure of what no plan has told, and keeps what an earlier plan told of the same reference', () => {
    const more = rowsOf('r.io/a-ARCH:v1', 'linux/ppc64le linux/arm64')
    expect(templateFindings(more, plan).map(({ state }) => state.kind)).toEqual(['unsure', 'missing'])
    expect(templateFindings(rows, null).map(({ state }) => state.kind)).toEqual([
      'unsure',
      'unsure',
      'unsure',
    ])
  })
})

describe('entriesOf', () => {
  it('leaves out what is missing, and never what could not be read', () => {
    expect(entriesOf(templateFindings(rows, plan))).toEqual([
      { image: 'r.io/a-amd64:v1', platform: { os: 'linux', architecture: 'amd64' }, annotations: {} },
      { image: 'r.io/a-s390x:v1', platform: { os: 'linux', architecture: 's390x' }, annotations: {} },
    ])
  })

  it('adds nothing nobody has looked up', () => {
    expect(entriesOf(templateFindings(rows, null))).toEqual([])
  })
})

describe('templateSpec', () => {
  it('asks for every row that has a reference, its platform written', () => {
    expect(templateSpec(rows).match(/- image: (.*)/g)).toHaveLength(3)
    expect(templateSpec(rows)).toContain('architecture: s390x')
  })
})
