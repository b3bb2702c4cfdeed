import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Platform } from '@/lib/oci/platform'
import { type MadeManifest, makeArtifact, makeImage, makeIndex } from '@/lib/testing/make-image'
import { push } from '@/lib/testing/registry-client'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import { repairTag } from './repair-tag'
import { collect } from './testing/push-bench'
import { never } from './testing/reading-context'
import { type ScanningBed, startScanningBed } from './testing/scanning-bed'

let bed: ScanningBed
beforeAll(async () => {
  bed = await startScanningBed()
})
afterAll(() => bed?.stop())

const platform = (architecture: string, more: Partial<Platform> = {}): Platform => ({
  os: 'linux',
  architecture,
  ...more,
})
const image = (architecture: string, more: Partial<Platform> = {}, layer = architecture) =>
  makeImage({ platform: platform(architecture, more), layers: ['base', layer] })
const called = (made: MadeManifest, name: Platform): Descriptor => ({ ...made.descriptor, platform: name })

const client = () => {
  const found = bed.context.registries.get(bed.name)?.client
  if (!found) throw new Error('The registry is not configured.')
  return found
}
const scan = (repository: string) => bed.scan('verify', [{ repository, tags: null }])

async function put(
  repository: string,
  tag: string,
  children: MadeManifest[],
  entries: (MadeManifest | Descriptor)[] = children,
) {
  for (const child of children) await push(client(), repository, child)
  const index = makeIndex(entries)
  await push(client(), repository, index, tag)
  return index
}

/** Pushes what the composer would be opened with, and answers what is wrong with the tag after that. */
async function mend(repository: string, tag = 'v1'): Promise<string[]> {
  const ref = `${bed.name}/${repository}:${tag}`
  const { spec } = await repairTag(bed.context, { ref }, never)
  if (spec === null) throw new Error('Nothing can be mended.')
  const plan = await planComposition(bed.context, { spec }, never)
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const accept = plan.problems.flatMap(({ severity, code }) => (severity === 'confirm' ? [code] : []))
  const events = await collect(
    (await preparePush(bed.context, { spec, accept } as Parameters<typeof preparePush>[1], never))(),
  )
  expect(events.at(-1)?.type).toBe('result')
  await scan(repository)
  return (await bed.findings(repository)).filter((line) => line.startsWith(`${tag} `))
}

const attestationOf = (subject: string): { made: MadeManifest; entry: Descriptor } => {
  const made = makeArtifact('application/vnd.in-toto+json', `about ${subject}`)
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': subject,
  }
  return {
    made,
    entry: { ...made.descriptor, platform: platform('unknown', { os: 'unknown' }), annotations },
  }
}

interface Plant {
  name: string
  finding: string
  plant(repository: string): Promise<void>
}

const PLANTS: Plant[] = [
  {
    name: 'a platform an earlier digest had',
    finding: 'PLATFORM_LOST linux/s390x',
    async plant(repository) {
      await put(repository, 'v1', [image('amd64'), image('s390x')])
      await scan(repository)
      await put(repository, 'v1', [image('amd64', {}, 'newer')])
    },
  },
  {
    name: 'a required platform of which only a tag of its own is there',
    finding: 'PLATFORM_REQUIRED linux/riscv64',
    async plant(repository) {
      bed.context.policies = [{ registry: null, match: repository, tags: 'v1', require: ['linux/riscv64'] }]
      await put(repository, 'v1', [image('amd64')])
      await push(client(), repository, image('riscv64'), 'v1-riscv64')
      await push(client(), repository, image('amd64'), 'v1-amd64')
    },
  },
  {
    name: 'a child that is gone, of which an earlier one is there',
    finding: 'CHILD_MISSING linux/arm64',
    async plant(repository) {
      await put(repository, 'v1', [image('amd64'), image('arm64', {}, 'old')])
      await scan(repository)
      const gone = image('arm64', {}, 'new')
      await put(repository, 'v1', [image('amd64'), gone])
      await scan(repository)
      await client().deleteManifest(repository, gone.digest)
    },
  },
  {
    name: 'a child that is gone for good',
    finding: 'CHILD_MISSING linux/arm64',
    async plant(repository) {
      const gone = image('arm64')
      await put(repository, 'v1', [image('amd64'), gone])
      await client().deleteManifest(repository, gone.digest)
    },
  },
  {
    name: 'an attestation that is gone',
    finding: 'CHILD_MISSING',
    async plant(repository) {
      const child = image('amd64')
      const { made, entry } = attestationOf(child.digest)
      await put(repository, 'v1', [child, image('arm64'), made], [child, image('arm64'), entry])
      await client().deleteManifest(repository, made.digest)
    },
  },
  {
    name: 'a wrong architecture',
    finding: 'PLATFORM_MISDECLARED linux/amd64',
    async plant(repository) {
      const wrong = image('s390x')
      await put(repository, 'v1', [wrong, image('arm64')], [called(wrong, platform('amd64')), image('arm64')])
    },
  },
  {
    name: 'a variant the image does not have',
    finding: 'PLATFORM_MISDECLARED linux/arm/v7',
    async plant(repository) {
      const wrong = image('arm', { variant: 'v6' })
      await put(
        repository,
        'v1',
        [wrong, image('amd64')],
        [called(wrong, platform('arm', { variant: 'v7' })), image('amd64')],
      )
    },
  },
  {
    name: 'an architecture called by a variant of another',
    finding: 'PLATFORM_MISDECLARED linux/arm/v7',
    async plant(repository) {
      const wrong = image('s390x')
      await put(
        repository,
        'v1',
        [wrong, image('amd64')],
        [called(wrong, platform('arm', { variant: 'v7' })), image('amd64')],
      )
    },
  },
  {
    name: 'an image called what another is already',
    finding: 'PLATFORM_MISDECLARED linux/s390x',
    async plant(repository) {
      const wrong = image('amd64', {}, 'other')
      await put(repository, 'v1', [image('amd64'), wrong], [image('amd64'), called(wrong, platform('s390x'))])
    },
  },
  {
    name: 'the same platform three times',
    finding: 'PLATFORM_DUPLICATE linux/amd64',
    plant: async (repository) =>
      void (await put(repository, 'v1', [
        image('amd64'),
        image('amd64', {}, 'b'),
        image('amd64', {}, 'c'),
        image('arm64'),
      ])),
  },
  {
    name: 'arm without a variant',
    finding: 'BASELINE_MISSING linux/arm/v7',
    plant: async (repository) => void (await put(repository, 'v1', [image('arm'), image('amd64')])),
  },
  {
    name: 'Windows without a build',
    finding: 'OS_VERSION_MISSING windows/amd64',
    async plant(repository) {
      const windows = image('amd64', { os: 'windows', 'os.version': '10.0.20348.1' })
      await put(
        repository,
        'v1',
        [windows, image('amd64')],
        [called(windows, platform('amd64', { os: 'windows' })), image('amd64')],
      )
    },
  },
  {
    name: 'an attestation of nothing',
    finding: 'ATTESTATION_ORPHAN',
    async plant(repository) {
      const { made, entry } = attestationOf(image('ppc64le').digest)
      await put(
        repository,
        'v1',
        [image('amd64'), image('arm64'), made],
        [image('amd64'), image('arm64'), entry],
      )
    },
  },
  {
    name: 'a source that moved on',
    finding: 'SOURCE_MOVED linux/arm64',
    async plant(repository) {
      await push(client(), repository, image('amd64'), 'amd64')
      await push(client(), repository, image('arm64'), 'arm64')
      const sources = ['amd64', 'arm64'].map((tag) => `  - image: ${bed.name}/${repository}:${tag}\n`)
      const spec = `image: ${bed.name}/${repository}:v1\nmanifests:\n${sources.join('')}`
      await collect(
        (await preparePush(bed.context, { spec, accept: [] } as Parameters<typeof preparePush>[1], never))(),
      )
      await scan(repository)
      await push(client(), repository, image('arm64', {}, 'newer'), 'arm64')
    },
  },
]

describe('every finding the composer can mend', () => {
  it.each(PLANTS.map((each, i) => ({ ...each, repository: `mend/no${i}` })))(
    '$name ($finding) is gone once its repair is pushed',
    async ({ finding, plant, repository }) => {
      await plant(repository)
      await scan(repository)
      expect(await bed.findings(repository)).toContain(`v1 ${finding}`)
      expect(await mend(repository)).not.toContain(`v1 ${finding}`)
    },
  )

  it('composes what nobody composed', async () => {
    const repository = 'mend/apart'
    for (const name of ['amd64', 'arm64']) await push(client(), repository, image(name), `2.0-${name}`)
    await scan(repository)
    const repair = await repairTag(bed.context, { ref: `${bed.name}/${repository}:2.0` }, never)
    expect(repair.cures).toEqual([{ code: 'UNCOMPOSED', platform: null }])
    expect(await mend(repository, '2.0')).toEqual([])
    await expect(
      repairTag(bed.context, { ref: `${bed.name}/${repository}:nope` }, never),
    ).rejects.toMatchObject({
      code: 'MANIFEST_UNKNOWN',
    })
  })

  it('cures all it can at once, and says why not the rest', async () => {
    const repository = 'mend/all'
    await put(repository, 'v1', [image('amd64'), image('s390x'), image('ppc64le')])
    await scan(repository)
    await put(repository, 'v1', [image('arm'), image('amd64', {}, 'b'), image('amd64', {}, 'c')])
    await scan(repository)
    await client().deleteManifest(repository, image('ppc64le').digest)
    const repair = await repairTag(bed.context, { ref: `${bed.name}/${repository}:v1` }, never)
    expect(repair.cures.map(({ code, platform }) => `${code} ${platform}`).sort()).toEqual([
      'BASELINE_MISSING linux/arm/v7',
      'PLATFORM_DUPLICATE linux/amd64',
      'PLATFORM_LOST linux/s390x',
    ])
    expect(repair.leaves).toMatchObject([{ code: 'PLATFORM_LOST', platform: 'linux/ppc64le' }])
    expect(repair.steps).toHaveLength(3)
    expect(await mend(repository)).toEqual(['v1 PLATFORM_LOST linux/ppc64le'])
  })

  it('has nothing to do for a tag that is well', async () => {
    const repository = 'mend/well'
    await put(repository, 'v1', [image('amd64'), image('arm64')])
    await scan(repository)
    const ref = `${bed.name}/${repository}:v1`
    expect(await repairTag(bed.context, { ref }, never)).toEqual({
      ref,
      spec: null,
      cures: [],
      leaves: [],
      steps: [],
    })
  })
})
