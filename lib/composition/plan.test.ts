import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Descriptor } from '@/lib/oci/descriptor'
import { Sources } from '@/lib/testing/composition-sources'
import { openSource } from './open-sources'
import type { ResolvedManifest } from './plan-types'
import { writeSpecYaml } from './spec-write'

/** Many runs on a busy machine. */
const PROPERTY_TIMEOUT_MS = 60_000

const sources = Sources.golden()
const NAMES = [
  'demo-s390x:v0.2',
  'demo-amd64:v0.2',
  'demo-arm64:v0.2',
  'demo-armv7:v0.2',
  'demo-s390x-oci:v0.2',
  'demo-win2019:v0.2',
  'demo-noplat:v0.2',
  'bk-amd64:v1',
  'bk-arm64:v1',
  'nope:v1',
]
const yamlOf = (names: readonly string[], format: string | null) =>
  writeSpecYaml({
    image: 'r.test/demo:v1',
    tags: [],
    format,
    mediaType: null,
    annotations: {},
    manifests: names.map((name) => ({ image: `r.test/${name}`, platform: {}, annotations: {} })),
  })
const choice = fc.tuple(
  fc.array(fc.constantFrom(...NAMES), { maxLength: 6 }),
  fc.constantFrom(null, 'oci', 'docker', 'pushml', 'buildx', 'crane', 'tar'),
)

test(
  'the same sources give the same plan, to the byte and the order of the problems',
  () => {
    fc.assert(
      fc.property(choice, ([names, format]) => {
        expect(sources.plan(yamlOf(names, format))).toEqual(sources.plan(yamlOf(names, format)))
      }),
      { numRuns: 50 },
    )
  },
  PROPERTY_TIMEOUT_MS,
)

test(
  'images keep the order of the spec, and the bytes hold exactly the entries shown',
  () => {
    fc.assert(
      fc.property(choice, ([names, format]) => {
        const plan = sources.plan(yamlOf(names, format))
        const images = plan.entries.filter(({ attestation }) => !attestation).map(({ entry }) => entry)
        expect(images).toEqual(images.toSorted((a, b) => a - b))
        const written = JSON.parse(new TextDecoder().decode(plan.bytes)) as {
          manifests: { digest: string }[] | null
        }
        expect((written.manifests ?? []).map(({ digest }) => digest)).toEqual(
          plan.entries.map(({ digest }) => digest),
        )
        expect(plan.size).toBe(plan.bytes.length)
      }),
      { numRuns: 50 },
    )
  },
  PROPERTY_TIMEOUT_MS,
)

test('the change against the tag: added, replaced, kept and removed platforms', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  const before = sources.plan(yamlOf(['demo-s390x:v0.2'], null)).entries[0]?.digest ?? ''
  const linux = (architecture: string) => ({ os: 'linux', architecture })
  const platforms = [
    { platform: linux('s390x'), digest: before },
    { platform: linux('x86_64'), digest },
    { platform: linux('ppc64le'), digest },
    { platform: { os: 'unknown', architecture: 'unknown' }, digest },
  ]
  const names = ['demo-s390x:v0.2', 'demo-amd64:v0.2', 'demo-arm64:v0.2']
  const { change } = sources.plan(yamlOf(names, null), { targetTags: [{ tag: 'v1', digest, platforms }] })
  const named = (list: { platform: string }[]) => list.map(({ platform }) => platform)
  expect(named(change.kept)).toEqual(['linux/s390x'])
  expect(named(change.replaced)).toEqual(['linux/amd64'])
  expect(named(change.added)).toEqual(['linux/arm64'])
  expect(named(change.removed)).toEqual(['linux/ppc64le'])
})

test('an index that contains itself is told, not walked', () => {
  const inner = sources.resolve('bk-amd64:v1')
  if (inner.status !== 'present' || inner.manifest.kind !== 'index') throw new Error('no index')
  const { mediaType, digest, size } = inner.manifest
  const loop: ResolvedManifest = { ...inner, children: [] }
  loop.children = [{ descriptor: { mediaType, digest, size }, resolved: loop }]
  const reference = { registry: 'r.test', repository: 'loop', tag: 'v1' }
  const spec = { image: 'r.test/loop:v1', platform: {}, annotations: {} }
  const { entries, problems } = openSource(spec, 0, { ok: true, value: { reference, resolved: loop } })
  expect(entries).toEqual([])
  expect(problems).toMatchObject([
    { code: 'INDEX_TOO_DEEP', message: expect.stringContaining('contains itself') },
    {},
  ])
})

test('annotations of a source index stay, and those of the spec come over them', () => {
  const two = Sources.golden()
  two.image('a:v1', { os: 'linux', architecture: 'amd64' }, { oci: true })
  const platform = { os: 'linux', architecture: 'amd64' }
  two.index('x:v1', [
    two.entry('a:v1', { platform, annotations: { keep: '1', over: '1' }, urls: ['https://u.test'] }),
  ])
  const yaml =
    'image: r.test/demo:v1\nmanifests:\n- image: r.test/x:v1\n  annotations: {over: "2", more: "3"}\n'
  const { bytes } = two.plan(yaml)
  const [entry] = (JSON.parse(new TextDecoder().decode(bytes)) as { manifests: Descriptor[] }).manifests
  expect(entry?.annotations).toEqual({ keep: '1', over: '2', more: '3' })
  expect(entry?.urls).toEqual(['https://u.test'])
})
