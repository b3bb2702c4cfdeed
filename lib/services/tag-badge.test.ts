import { describe, expect, it } from 'vitest'
import type { TagAtGlance } from '@/lib/coverage/badge'
import { badgeResponse } from '@/lib/http/badge-response'
import type { GlanceStore } from '@/lib/storage/glance-store'
import type { Store } from '@/lib/storage/store'
import { tagBadge } from './tag-badge'

const known: TagAtGlance = {
  state: 'present',
  cells: {
    'linux/amd64': { status: 'present' },
    'linux/arm64': { status: 'unreadable' },
    'linux/s390x': { status: 'missing' },
    'windows(10.0.20348.1)/amd64': { status: 'present' },
  },
  findings: [],
}
const asked: string[] = []
const glances: GlanceStore = {
  registries: async () => [],
  scans: async () => [],
  tag: async ({ registry, repository }, tag) => {
    asked.push(`${registry} ${repository} ${tag}`)
    return tag === 'unknown' ? null : known
  },
}
const logged: string[] = []
const working = { glance: glances } as Store
let store = () => Promise.resolve(working)
const context = { store: () => store(), log: (_: string, message: string) => logged.push(message) }
const words = async (ref: string, require?: string) => {
  const { label, message, tone } = await tagBadge(context, { ref, ...(require !== undefined && { require }) })
  return `${label}: ${message} (${tone})`
}

describe('the badge of a reference', () => {
  it('is looked up by its parts', async () => {
    asked.length = 0
    await words('localhost:5000/team/app:1.0')
    expect(asked).toEqual(['localhost:5000 team/app 1.0'])
  })

  it.each([
    ['localhost:5000/a:unknown', undefined, 'platforms: unknown (unknown)'],
    ['localhost:5000/a', undefined, 'platforms: not a tag reference (unknown)'],
    [`localhost:5000/a@sha256:${'a'.repeat(64)}`, undefined, 'platforms: not a tag reference (unknown)'],
    ['<script>', undefined, 'platforms: not a tag reference (unknown)'],
    ['localhost:5000/a:1', 'linux/*', 'platforms: not a platform list (unknown)'],
    ['localhost:5000/a:1', 'linux/s390x', 'coverage: s390x missing (bad)'],
    ['localhost:5000/a:1', 'linux/s390x,linux/riscv64', 'coverage: 2 missing (bad)'],
    [
      'localhost:5000/a:1',
      'linux/arm64/v8,windows/amd64',
      'platforms: amd64 windows(10.0.20348.1)/amd64 (good)',
    ],
  ])('of %s, requiring %s', async (ref, require, expected) => {
    expect(await words(ref, require)).toBe(expected)
  })

  it('is unknown while the store does not answer', async () => {
    store = () => Promise.reject(new Error('down'))
    expect(await words('localhost:5000/a:1')).toBe('platforms: unknown (unknown)')
    expect(logged).toEqual(['A badge could not be looked up.'])
    store = () => Promise.resolve(working)
  })

  it('is an image that can do nothing, its texts escaped', async () => {
    const response = badgeResponse({ label: 'a', message: '</text><script>alert(1)</script>&"', tone: 'bad' })
    const text = await response.text()
    expect(response.headers.get('content-type')).toMatch(/^image\/svg\+xml/)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script&gt;')
  })
})
