import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { formatPackedSpec } from '@/lib/composition/spec-link'
import { SPEC_BYTES_MAX } from '@/lib/composition/spec-text'
import { readSpecYaml } from '@/lib/composition/spec-yaml'
import { specInHash } from '@/lib/routes'
import { readSpecLink, shortSpecLink, specLink } from './spec-link'

const YAML = `# released every Monday
image: registry.example.com/team/app:v1
manifests:
${['amd64', 'arm64', 's390x', 'ppc64le']
  .map((architecture) => `  - image: registry.example.com/team/app-${architecture}:v1\n`)
  .join('')}`

const packedIn = (path: string) => specInHash(path.slice(path.indexOf('#'))) ?? ''
const deflated = (text: string | Buffer) =>
  formatPackedSpec({ packing: 'deflate-raw', bytes: Uint8Array.from(deflateRawSync(text)) })

describe('a link to a composition', () => {
  it('opens with the very text, short or not', async () => {
    const short = await shortSpecLink(YAML)
    expect(short).toMatch(/^\/compose#spec=d\./)
    expect(short.length).toBeLessThan(specLink(YAML).length * 0.7)
    for (const path of [short, specLink(YAML)])
      expect(await readSpecLink(packedIn(path))).toEqual({ ok: true, value: YAML })
  })

  it('is made of a spec as well as of its text', async () => {
    const read = readSpecYaml(YAML)
    if (!read.ok) throw new Error(read.error.message)
    const opened = await readSpecLink(packedIn(specLink(read.value.spec)))
    expect(opened.ok && readSpecYaml(opened.value)).toMatchObject({ value: { spec: read.value.spec } })
  })

  it('inflates no further than a spec may be long', async () => {
    const bomb = deflated(Buffer.alloc((64 * SPEC_BYTES_MAX) / 4, 0x20))
    expect(bomb.length).toBeLessThan(32_000)
    expect(await readSpecLink(bomb)).toMatchObject({ error: { code: 'LINK_TOO_LARGE' } })
  })

  it('reads what is just as long as a spec may be', async () => {
    const opened = await readSpecLink(deflated(`#${'-'.repeat(SPEC_BYTES_MAX - YAML.length - 2)}\n${YAML}`))
    expect(opened).toMatchObject({ ok: true })
  })

  it('says so when the deflated part is none, or ends too early', async () => {
    const whole = Uint8Array.from(deflateRawSync(YAML))
    for (const bytes of [Uint8Array.of(255, 255, 255), whole.slice(0, whole.length - 4)]) {
      const packed = formatPackedSpec({ packing: 'deflate-raw', bytes })
      expect(await readSpecLink(packed)).toMatchObject({ error: { code: 'LINK_DAMAGED' } })
    }
  })

  it('is no link where the fragment is about something else', () => {
    for (const hash of ['', '#', '#main', '#specs=p.x', '#x&spec=p']) expect(specInHash(hash)).toBeNull()
  })
})
