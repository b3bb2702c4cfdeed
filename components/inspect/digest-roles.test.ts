import { describe, expect, it } from 'vitest'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { digestTargets } from './digest-roles'

const digest = (id: string) => `sha256:${id.repeat(64)}`
const AT = { registry: 'r.example', repository: 'team/app', tag: '1.0' }
const targets = (body: unknown, platform: InspectedPlatform | null = null) =>
  digestTargets(JSON.stringify(body), AT, platform)

describe('digestTargets', () => {
  it('leads from an index to its images', () => {
    const to = targets({ manifests: [{ digest: digest('a') }], subject: { digest: digest('b') } })
    expect(to(digest('a'))).toBe(`/r/r.example/team/app@${digest('a')}`)
    expect(to(digest('b'))).toBe(`/r/r.example/team/app@${digest('b')}`)
  })

  it('leads from a manifest to its config and its layers', () => {
    const to = targets({ config: { digest: digest('c') }, layers: [{ digest: digest('d') }] })
    expect(to(digest('c'))).toBe('/r/r.example/team/app:1.0?tab=raw&raw=config')
    expect(to(digest('d'))).toBe(`/r/r.example/team/app:1.0?layer=${encodeURIComponent(digest('d'))}`)
  })

  it('leads from a config to the layers it names by what they are unpacked', () => {
    const platform = { layers: [{ digest: digest('d') }] } as unknown as InspectedPlatform
    const to = targets({ rootfs: { diff_ids: [digest('e')] } }, platform)
    expect(to(digest('e'))).toBe(`/r/r.example/team/app:1.0?layer=${encodeURIComponent(digest('d'))}`)
  })

  it('leads from anything else to what has it', () => {
    expect(targets({ annotations: { base: digest('f') } })(digest('f'))).toBe(
      `/search?q=digest%3A${encodeURIComponent(digest('f'))}`,
    )
    expect(digestTargets('no json', AT, null)(digest('f'))).toContain('/search')
    expect(targets(null)(digest('f'))).toContain('/search')
  })
})
