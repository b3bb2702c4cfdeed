import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlanResponse } from '@/lib/contract/compositions'
import type { Digest } from '@/lib/oci/digest'
import { DOCKER_LIST, OCI_MANIFEST } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { findTool } from '@/scripts/tools.mjs'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import type { PushOutcome } from './push-composition-events'
import { type ComposingBed, golden, seedGolden, startComposingBed } from './testing/composing-bed'
import { never } from './testing/reading-context'

interface Case {
  file: string
  profile: string
  mediaType: string
  digest: Digest
  entries: { digest: Digest; platform?: Platform; annotations?: Record<string, string> }[]
  annotations?: Record<string, string>
}

// The names of the post the walk-through comes from: references say this, whatever the registry's address.
const NAME = 's8345002:5000'
const POST = golden('seed-demo_v0.2.yml').toString().replaceAll('localhost:5710', NAME)
const CASES: Case[] = JSON.parse(golden('CASES.json').toString())

let bed: ComposingBed
let places: Map<Digest, string>

beforeAll(async () => {
  bed = await startComposingBed({ name: NAME })
  places = await seedGolden(bed.client)
})
afterAll(() => bed?.stop())

async function push(spec: unknown, accept: string[] = []): Promise<PushOutcome[]> {
  const run = await preparePush(bed.context, { spec, accept } as Parameters<typeof preparePush>[1], never)
  const events: PushOutcome[] = []
  for await (const event of run()) events.push(event)
  return events
}

const raw = async (repository: string, tag: string) => (await bed.client.getTag(repository, tag)).manifest.raw

describe('the walk-through', () => {
  it('plans the YAML as it stands in the post, under the name people use', async () => {
    const plan = await planComposition(bed.context, { spec: POST }, never)
    expect(PlanResponse.parse(plan)).toEqual(plan)
    expect(plan).toMatchObject({
      digest: 'sha256:77633e089e4b268d02a5d5504a692d365603a5f6a0bff00df6e64b0365477ad7',
      profile: 'docker',
      target: { registry: NAME, repository: 'demo', tag: 'v0.2' },
      tags: { 'v0.2': null },
    })
    expect(plan.problems.filter(({ severity }) => severity === 'error' || severity === 'confirm')).toEqual([])
    expect(new Set(plan.transfers.map(({ how }) => how))).toEqual(new Set(['mount', 'copy']))
  })

  it('pushes it, and the registry serves the very bytes of the plan', async () => {
    const plan = await planComposition(bed.context, { spec: POST }, never)
    const events = await push(POST)
    expect(events[0]).toMatchObject({ type: 'step', step: 1 })
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      result: {
        ref: `${NAME}/demo:v0.2`,
        digest: 'sha256:77633e089e4b268d02a5d5504a692d365603a5f6a0bff00df6e64b0365477ad7',
        tags: [{ tag: 'v0.2', before: null, moved: true }],
        platforms: [{ platform: 'linux/s390x' }, { platform: 'linux/amd64' }],
      },
    })
    const served = await raw('demo', 'v0.2')
    expect(Buffer.from(served).toString()).toBe(plan.bytes)
    expect(Buffer.from(served)).toEqual(golden('captures/mt-2.2.1-docker.json'))
  })

  it('gives the same digest for the same spec as JSON', async () => {
    const entry = (arch: string) => ({
      image: `${NAME}/demo-${arch}:v0.2`,
      platform: { architecture: arch, os: 'linux' },
    })
    const spec = { image: `${NAME}/demo:v0.2`, manifests: [entry('s390x'), entry('amd64')] }
    const plan = await planComposition(bed.context, { spec }, never)
    expect(plan.digest).toBe('sha256:77633e089e4b268d02a5d5504a692d365603a5f6a0bff00df6e64b0365477ad7')
    expect(plan.tags).toEqual({ 'v0.2': plan.digest })
    expect(plan.transfers.every(({ how }) => how === 'present')).toBe(true)
  })

  it('gives the digest of the tool of the post with its format', async () => {
    const events = await push(`format: pushml\n${POST}`)
    const digest = 'sha256:644deb9dbfdb42ba421232596e4fdcd8578edf47ca6d06b18d9cd728e0fe72fc'
    expect(events.at(-1)).toMatchObject({ type: 'result', result: { digest } })
    expect(Buffer.from(await raw('demo', 'v0.2'))).toEqual(golden('captures/pushml-0.2.0.json'))
  })

  it('remembers who moved the tag, from where, and what it was made of', () => {
    expect(bed.records.map(({ before, after }) => [before, after?.slice(0, 15)])).toEqual([
      [null, 'sha256:77633e08'],
      ['sha256:77633e089e4b268d02a5d5504a692d365603a5f6a0bff00df6e64b0365477ad7', 'sha256:644deb9d'],
    ])
    expect(bed.records[0]).toMatchObject({
      actor: 'test',
      ref: `${NAME}/demo:v0.2`,
      sources: [
        { ref: `${NAME}/demo-s390x:v0.2`, platform: 'linux/s390x' },
        { ref: `${NAME}/demo-amd64:v0.2`, platform: 'linux/amd64' },
      ],
    })
  })

  it.each(['s390x', 'amd64'])('lets a real client pull exactly the layers of the %s image', async (arch) => {
    const { command } = await findTool('skopeo')
    const folder = await mkdtemp(join(tmpdir(), 'manifold-pull-'))
    const source = `docker://${bed.host}/demo:v0.2`
    await promisify(execFile)(command, [
      ...['--insecure-policy', '--override-os', 'linux', '--override-arch', arch],
      ...['copy', '--src-tls-verify=false', source, `dir:${folder}`],
    ])
    const pulled = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    const image = JSON.parse(golden(`fixtures/demo-${arch}_v0.2.manifest.json`).toString())
    expect(pulled.layers).toEqual(image.layers)
    expect(pulled.layers).toHaveLength(arch === 's390x' ? 4 : 3)
    await rm(folder, { recursive: true })
  })
})

describe('every captured index comes out of the registry as the tool wrote it', () => {
  it.each(CASES)('$file', async ({ file, profile, mediaType, digest, entries, annotations }) => {
    const repository = `made/${file.replace(/\.json$/, '')}`
    const spec = {
      image: `${NAME}/${repository}:v1`,
      format: profile,
      mediaType: mediaType === DOCKER_LIST ? 'docker' : 'oci',
      ...(annotations && { annotations }),
      manifests: entries.map((entry) => ({
        image: `${NAME}/${places.get(entry.digest)}@${entry.digest}`,
        ...(entry.platform && { platform: entry.platform }),
        ...(entry.annotations && { annotations: entry.annotations }),
      })),
    }
    const events = await push(spec, ['PLATFORM_MISDECLARED', 'NOT_AN_IMAGE'])
    expect(events.at(-1)).toMatchObject({ type: 'result', result: { digest, mediaType } })
    expect(Buffer.from(await raw(repository, 'v1'))).toEqual(golden(`captures/${file}`))
  })

  it('and a merge of two BuildKit indexes, named as indexes, takes their attestations along', async () => {
    const spec = {
      image: `${NAME}/made/merged:v1`,
      format: 'docker',
      manifests: [{ image: `${NAME}/bk-amd64:v1` }, { image: `${NAME}/bk-arm64:v1` }],
    }
    const events = await push(spec)
    expect(events.at(-1)).toMatchObject({ type: 'result' })
    expect(Buffer.from(await raw('made/merged', 'v1'))).toEqual(
      golden('captures/mt-2.2.1-docker-buildkit.json'),
    )
  })

  it('and an artifact with half a platform beside an image, as buildx makes one, can be pushed too', async () => {
    const artifact = 'sha256:fdd46d7188388fcec77c805bbd3b9a0469c143105011c63fd60f17e881ec8863'
    const image = 'sha256:d996bfd310b54ed774fac4606af75d3d26ed3a469762a68a2f761bbc68927786'
    const spec = {
      image: `${NAME}/made/artifact:v1`,
      format: 'buildx',
      manifests: [
        { image: `${NAME}/demo-amd64-oci:v0.2` },
        { image: `${NAME}/artifact:v1`, platform: { architecture: '', os: 'linux' } },
      ],
    }
    const events = await push(spec, ['NOT_AN_IMAGE'])
    expect(events.at(-1)).toMatchObject({ type: 'result' })
    const written = Buffer.from(await raw('made/artifact', 'v1')).toString()
    const { manifests } = JSON.parse(written)
    expect(written).toBe(JSON.stringify(JSON.parse(written), null, 2))
    expect(JSON.stringify(manifests)).toBe(
      `[{"mediaType":"${OCI_MANIFEST}","digest":"${image}","size":709,"platform":{"architecture":"amd64","os":"linux"}},` +
        `{"mediaType":"${OCI_MANIFEST}","digest":"${artifact}","size":429,"platform":{"architecture":"","os":"linux"}}]`,
    )
  })
})
