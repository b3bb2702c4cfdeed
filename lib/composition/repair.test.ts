import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Descriptor } from '@/lib/oci/descriptor'
import { OCI_MANIFEST } from '@/lib/oci/media-type'
import { listEntries } from './list-entries'
import { repairOf } from './repair'
import type { Ailment, Offer, RepairInput } from './repair-work'

const digestNo = (n: number) => `sha256:${n.toString(16).padStart(64, '0')}`
const INDEX = { registry: 'r', repository: 'app', digest: digestNo(999) }

function inputOf(
  architectures: readonly string[],
  ailments: Ailment[],
  offered: readonly string[] = [],
): RepairInput {
  const descriptors = architectures.map(
    (architecture, n): Descriptor => ({
      mediaType: OCI_MANIFEST,
      digest: digestNo(n),
      size: 1,
      platform: { os: 'linux', architecture },
    }),
  )
  const offerOf = (architecture: string): [string, Offer] => [
    `linux/${architecture}`,
    { entry: { image: `r/app:${architecture}`, platform: {}, annotations: {} }, from: 'elsewhere' },
  ]
  return {
    spec: {
      image: 'r/app:v1',
      tags: [],
      format: null,
      mediaType: null,
      annotations: {},
      manifests: listEntries(INDEX, descriptors),
    },
    descriptors,
    configured: new Map(),
    ailments,
    offers: new Map(offered.map(offerOf)),
  }
}

describe('a repair', () => {
  it('brings one image back for all that ask for its platform', () => {
    const wanted = ['PLATFORM_REQUIRED', 'PLATFORM_LOST'].map((code) => ({ code, platform: 'linux/s390x' }))
    const { spec, cures, steps } = repairOf(inputOf(['amd64'], wanted, ['s390x']))
    expect(spec.manifests.map(({ image }) => image)).toEqual([`r/app@${digestNo(999)}`, 'r/app:s390x'])
    expect(cures).toEqual(wanted)
    expect(steps).toEqual(['linux/s390x comes back from elsewhere.'])
  })

  it('never leaves a tag without an image', () => {
    const gone = { code: 'CHILD_MISSING', platform: 'linux/amd64', details: { digest: digestNo(0) } }
    expect(repairOf(inputOf(['amd64'], [gone]))).toMatchObject({ cures: [], steps: [], leaves: [gone] })
  })

  it('names the image by itself where a detail of its platform has to go', () => {
    const input = inputOf(['amd64', 'arm'], [])
    const [, descriptor] = input.descriptors
    if (descriptor) descriptor.platform = { os: 'linux', architecture: 'arm', variant: 'v7' }
    const ailment = {
      code: 'PLATFORM_MISDECLARED',
      platform: 'linux/arm/v7',
      details: { digest: digestNo(1), built: 'linux/s390x' },
    }
    expect(repairOf({ ...input, ailments: [ailment] }).spec.manifests[1]).toEqual({
      image: `r/app@${digestNo(1)}`,
      platform: { os: 'linux', architecture: 's390x' },
      annotations: {},
    })
  })

  it('answers for every ailment once, cured or with the reason, and touches nothing it was given', () => {
    const architecture = fc.constantFrom('amd64', 'arm', 'arm64', 's390x')
    const ailment = fc.record({
      code: fc.constantFrom(
        'PLATFORM_LOST',
        'PLATFORM_REQUIRED',
        'CHILD_MISSING',
        'CHILD_UNREADABLE',
        'PLATFORM_MISDECLARED',
        'PLATFORM_DUPLICATE',
        'BASELINE_MISSING',
        'OS_VERSION_MISSING',
        'ATTESTATION_ORPHAN',
        'CREATED_SKEW',
      ),
      platform: architecture.map((name) => `linux/${name}`),
      details: fc.record({
        digest: fc.nat(5).map(digestNo),
        built: architecture.map((name) => `linux/${name}`),
      }),
    })
    fc.assert(
      fc.property(
        fc.array(architecture, { minLength: 1, maxLength: 5 }),
        fc.array(ailment, { maxLength: 6 }),
        fc.uniqueArray(architecture),
        (architectures, ailments, offered) => {
          const input = inputOf(architectures, ailments, offered)
          const before = structuredClone(input)
          const { spec, cures, leaves } = repairOf(input)
          expect(input).toEqual(before)
          expect(cures.length + leaves.length).toBe(ailments.length)
          expect(spec.manifests.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 300 },
    )
  })
})
