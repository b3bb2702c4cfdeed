import 'server-only'
import pMap from 'p-map'
import type { MovedTag } from '@/lib/contract/compositions'
import type { Digest } from '@/lib/oci/digest'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import type { PushJob } from './push-composition-job'
import { writeSurely } from './push-composition-write'
import { ServiceError } from './service-error'

/** The tags after a failure. */
export interface TagTruth {
  tags: MovedTag[]
  /** Nobody could read these any more. */
  unsure: string[]
  /** The push moved these, and then somebody else did. */
  overtaken: string[]
}

export type TagMover = ReturnType<typeof createTagMover>

/** Moves the tags of one push, and knows of each how far it came. */
export function createTagMover(job: PushJob) {
  const { client } = job.registry
  const { repository } = job.target
  const { digest, mediaType, bytes } = job.composition.plan
  const before = new Map(job.tags.map((now) => [now.tag, now.digest]))
  const tried = new Set<string>()
  /** The registry said of these that they are put. */
  const put = new Set<string>()
  let indexRefusal: RegistryError | null = null

  const beforeOf = (tag: string): Digest | null => before.get(tag) ?? null
  const movedTag = (tag: string, after: Digest | null, moved: boolean): MovedTag => ({
    tag,
    before: beforeOf(tag),
    after,
    moved,
  })
  const readAll = () => pMap(before.keys(), async (tag) => ({ tag, now: await readTag(tag) }))

  async function readTag(tag: string): Promise<Digest | null> {
    try {
      return (await client.getTag(repository, tag)).manifest.digest
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  /**
   * One HEAD. Where that is news it is read in full: a digest that stands in a header alone accuses nobody. Whoever
   * put this very index there did what this push is for.
   */
  async function hasMoved(tag: string): Promise<boolean> {
    if ((await client.headTag(repository, tag)) === beforeOf(tag)) return false
    const now = await readTag(tag)
    if (now === digest) before.set(tag, digest)
    return now !== beforeOf(tag)
  }

  async function landed(tag: string): Promise<boolean> {
    const now = await readTag(tag)
    if (now !== digest && now !== beforeOf(tag)) throw moved([tag], 'while it was being pushed')
    return now === digest
  }

  return {
    /** Throws PLAN_MOVED when a tag is not where the plan saw it. One HEAD a tag. */
    async check(): Promise<undefined> {
      const moves = await pMap(before.keys(), async (tag) => ({ tag, has: await hasMoved(tag) }))
      const strayed = moves.filter(({ has }) => has).map(({ tag }) => tag)
      if (strayed.length > 0) throw moved(strayed, 'since the plan was made')
    },

    /** So that the index is complete before any tag leads to it. Some registries take an index by tag only. */
    async putByDigest(): Promise<'skipped' | undefined> {
      try {
        await writeSurely(
          () => client.putManifest(repository, digest, mediaType, bytes),
          () => client.headManifest(repository, digest),
        )
        job.written.index = true
        return undefined
      } catch (error) {
        if (!(error instanceof RegistryError) || error.code !== 'REGISTRY_REFUSED') throw error
        if ((error.details.status ?? 500) >= 500) throw error
        indexRefusal = error
        return 'skipped'
      }
    },

    /** Why the index could not be put by digest, or null. */
    indexRefusal: (): RegistryError | null => indexRefusal,

    async put(tag: string): Promise<'skipped' | undefined> {
      if (beforeOf(tag) === digest) return 'skipped'
      tried.add(tag)
      await writeSurely(
        () => client.putManifest(repository, tag, mediaType, bytes),
        () => landed(tag),
      )
      put.add(tag)
      return undefined
    },

    /** One GET a tag: the digest a registry names in a header is not always that of what it serves. */
    async readBack(): Promise<undefined> {
      const overwritten = (await readAll()).filter(({ now }) => now !== digest)
      if (overwritten.length > 0)
        throw moved(
          overwritten.map(({ tag }) => tag),
          'right after it was pushed',
        )
    },

    /** The tags of a push that succeeded. */
    acknowledged: (): MovedTag[] =>
      [...before.keys()].map((tag) => movedTag(tag, digest, beforeOf(tag) !== digest)),

    /** Reads every tag again; where that fails, tells what is known without: what was put and acknowledged has moved. */
    async truth(): Promise<TagTruth> {
      const unsure: string[] = []
      const overtaken: string[] = []
      const tags = await pMap(before.keys(), async (tag) => {
        try {
          const now = await readTag(tag)
          if (put.has(tag) && now !== digest && now !== beforeOf(tag)) overtaken.push(tag)
          return movedTag(tag, now, now === digest && tried.has(tag))
        } catch {
          if (!tried.has(tag)) return movedTag(tag, beforeOf(tag), false)
          if (put.has(tag)) return movedTag(tag, digest, true)
          unsure.push(tag)
          return movedTag(tag, null, false)
        }
      })
      return { tags, unsure, overtaken }
    },
  }
}

function moved(tags: readonly string[], when: string): ServiceError {
  return new ServiceError('PLAN_MOVED', `Somebody else moved ${tags.join(', ')} ${when}.`, {
    hint: 'Look at what stands there now, then push again.',
  })
}
