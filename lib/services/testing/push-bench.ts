import 'server-only'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Context } from '@/lib/services/context'
import { planComposition } from '@/lib/services/plan-composition'
import { preparePush } from '@/lib/services/push-composition'
import type { PushOutcome } from '@/lib/services/push-composition-events'
import { ServiceError } from '@/lib/services/service-error'
import { type ComposingBed, seedGolden, startComposingBed } from './composing-bed'
import { type Asked, type MeddlingPeer, startMeddlingPeer } from './meddling-peer'
import { never } from './reading-context'

type Request = Parameters<typeof preparePush>[1]

const SOURCES = ['demo-s390x', 'demo-amd64', 'demo-arm64', 'demo-mislabel']

/** Pushes through a meddling peer to a real registry, for a whole test file. The registry's name is `reg.test`. */
export function pushBench() {
  let peer: MeddlingPeer
  let bed: ComposingBed
  let made = 0

  beforeAll(async () => {
    peer = await startMeddlingPeer()
    bed = await startComposingBed({ name: 'reg.test', url: peer.url })
    peer.upstream = bed.url
    await seedGolden(bed.client, SOURCES)
  })
  afterEach(() => {
    peer.meddle = () => null
  })
  afterAll(async () => {
    await bed?.stop()
    await peer?.stop()
  })

  const prepare = (
    spec: unknown,
    more: Partial<Request> = {},
    context: Context = bed.context,
    signal = never,
  ) => preparePush(context, { spec, accept: [], ...more } as Request, signal)

  return {
    get peer() {
      return peer
    },
    get bed() {
      return bed
    },
    prepare,
    push: async (spec: unknown, more: Partial<Request> = {}) => collect((await prepare(spec, more))()),
    /** A repository of its own for every test, so that nothing is there yet. */
    fresh: () => `out/made-${++made}`,
    expectationOf: async (spec: unknown) => {
      const { digest, tags } = await planComposition(bed.context, { spec: spec as string }, never)
      return { digest, tags }
    },
    tagOf: (repository: string, tag: string) => bed.client.headTag(repository, tag),
    writesFrom: (start: number): Asked[] =>
      peer.asked
        .slice(start)
        .filter(({ method }) => !/GET|HEAD/.test(method))
        .map(({ method, path }) => ({ method, path })),
  }
}

export const entry = (name: string) => ({ image: `reg.test/${name}:v0.2` })

export const specOf = (repository: string, more: object = {}) => ({
  image: `reg.test/${repository}:v1`,
  manifests: [entry('demo-s390x'), entry('demo-amd64')],
  ...more,
})

export async function collect(events: AsyncIterable<PushOutcome>): Promise<PushOutcome[]> {
  const seen: PushOutcome[] = []
  for await (const event of events) seen.push(event)
  return seen
}

export async function refusal(attempt: Promise<unknown>): Promise<ServiceError> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ServiceError) return error
  throw new Error(`Expected a refusal, got ${String(error)}`)
}

export const isTagPut = ({ method, path }: Asked, tag: string) =>
  method === 'PUT' && path.endsWith(`/manifests/${tag}`)
