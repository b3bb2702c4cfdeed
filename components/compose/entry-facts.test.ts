import { describe, expect, it } from 'vitest'
import type { PlanEntry, PlanResponse } from '@/lib/contract/compositions'
import { entryFacts, openedInWords } from './entry-facts'

const planned = (source: string, entry: number, attestation = false): PlanEntry => ({
  source,
  entry,
  digest: `sha256:${String(entry).repeat(64)}`,
  mediaType: 'm',
  size: 1,
  platform: null,
  annotations: {},
  attestation,
  configured: null,
  origin: null,
})

const planOf = (...entries: PlanEntry[]): PlanResponse => ({
  target: null,
  digest: `sha256:${'f'.repeat(64)}`,
  size: 1,
  mediaType: 'm',
  profile: 'oci',
  profileReason: '',
  bytes: '{}',
  entries,
  sources: [],
  complete: true,
  tags: {},
  transfers: [],
  change: { added: [], removed: [], replaced: [], kept: [] },
  problems: [],
})

const specOf = (...images: string[]) => images.map((image) => ({ image, platform: {}, annotations: {} }))

describe('entryFacts', () => {
  it('gathers what an index source was opened to', () => {
    const plan = planOf(planned('a', 0), planned('b', 1), planned('b', 1), planned('b', 1, true))
    const facts = entryFacts(plan, specOf('a', 'b'), 1)
    expect(facts).toMatchObject({ attestations: 1, opened: true })
    expect(facts && openedInWords(facts)).toBe('2 images and 1 attestation')
  })

  it('stays with its source while the plan is that of the text before a removal', () => {
    const plan = planOf(planned('a', 0), planned('b', 1))
    expect(entryFacts(plan, specOf('b'), 0)?.images[0]?.source).toBe('b')
  })

  it('tells equal sources apart by their turn', () => {
    const plan = planOf(planned('a', 0), planned('a', 1))
    expect(entryFacts(plan, specOf('a', 'a'), 1)?.images[0]?.entry).toBe(1)
  })

  it('knows nothing of a source the plan has not seen', () => {
    expect(entryFacts(planOf(planned('a', 0)), specOf('a', 'new'), 1)).toBeNull()
  })
})
