import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitrarySpecs, plainText } from '@/lib/testing/arbitrary-spec'
import { Sources } from '@/lib/testing/composition-sources'
import { PROBLEM_TABLE } from './problems'
import type { CompositionSpec } from './spec'
import { applyFix } from './spec-edit'
import { writeSpecYaml } from './spec-write'
import { readSpecYaml } from './spec-yaml'

/** Many runs on a busy machine. */
const PROPERTY_TIMEOUT_MS = 60_000

const sources = Sources.golden()
const known =
  'demo-s390x demo-amd64 demo-arm64 demo-armv7 demo-armnov demo-amd64-oci demo-amd64v3 demo-win2019 demo-noplat'
    .split(' ')
    .map((name) => `r.test/${name}:v0.2`)
const image = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...known) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        'r.test/bk-amd64:v1',
        'r.test/bk-arm64:v1',
        'r.test/artifact:v1',
        'r.test/nope:v1',
        'r.test/broken:v1',
      ],
      ...['r.test/demo', 'other.test/demo-amd64:v0.2', 'R:', ''],
    ),
  },
  { weight: 1, arbitrary: plainText },
)
const os = fc.constantFrom('linux', 'windows', 'Linux', 'unknown', 'beos')
const architecture = fc.constantFrom('amd64', 'arm64', 'arm', 'x86_64', 'aarch64', 's390x', 'unknown', 'vax')
const platform = fc.record(
  { os, architecture, variant: fc.constantFrom('v3', 'v6', 'v7', 'v8'), 'os.version': plainText },
  { requiredKeys: [] },
)

/** Wild specs with sources that are there, so that every check has something to look at. */
const spec: fc.Arbitrary<CompositionSpec> = fc
  .tuple(
    arbitrarySpecs(plainText).spec,
    fc.array(fc.tuple(image, platform, fc.boolean()), { maxLength: 5 }),
    fc.option(fc.constantFrom('oci', 'docker', 'pushml', 'buildx', 'crane', 'tar')),
    fc.constantFrom('r.test/demo:v1', 'r.test/demo:v1', 'r.test/demo', 'R:', ''),
  )
  .map(([wild, entries, format, target]) => ({
    ...wild,
    image: target,
    format,
    manifests: entries.map(([source, fields, plain], i) => ({
      ...(plain ? {} : wild.manifests[i]),
      image: source,
      platform: plain ? {} : fields,
      annotations: plain ? {} : (wild.manifests[i]?.annotations ?? {}),
    })),
  }))

test(
  'whatever a spec says has a plan, and every problem is about something that is there',
  () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(spec, (value) => {
        const yaml = writeSpecYaml(value)
        const lines = yaml.split('\n')
        const { problems, entries } = sources.plan(yaml)
        for (const { entry } of entries) expect(value.manifests[entry]).toBeDefined()
        for (const { code, severity, entry, line, column, message } of problems) {
          seen.add(code)
          expect(severity).toBe(PROBLEM_TABLE[code].severity)
          expect(message).toMatch(/^.+[.?!]$/su)
          // What is about the whole index has no place of its own.
          if (entry === undefined && line === undefined) continue
          if (entry !== undefined) expect(value.manifests[entry]).toBeDefined()
          const length = lines[(line ?? 0) - 1]?.length ?? -1
          expect(column, `${code} at ${line}:${column}`).toBeGreaterThanOrEqual(1)
          expect(column, `${code} at ${line}:${column}`).toBeLessThanOrEqual(length + 1)
        }
      }),
      { numRuns: 150 },
    )
    // It looked at more than a few of them.
    expect(seen.size).toBeGreaterThan(15)
  },
  PROPERTY_TIMEOUT_MS,
)

test(
  'every fix that is offered can be made, and leaves a spec that can be read',
  () => {
    fc.assert(
      fc.property(spec, (value) => {
        const yaml = writeSpecYaml(value)
        for (const { code, fix } of sources.plan(yaml).problems) {
          if (!fix) continue
          const mended = applyFix(yaml, fix)
          expect(mended, `${code}: ${JSON.stringify(fix)}`).toMatchObject({ ok: true })
          expect(mended.ok && readSpecYaml(mended.value).ok).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  },
  PROPERTY_TIMEOUT_MS,
)
