import 'server-only'
import type { MovedTag, PushEvent } from '@/lib/contract/compositions'
import { formatReference } from '@/lib/oci/reference'
import { holdTags } from './composition-lock'
import { pushChildren } from './push-composition-children'
import { failureOf } from './push-composition-failure'
import { type PushJob, stepsOf } from './push-composition-job'
import { PushProgress } from './push-composition-progress'
import { registryRefusal } from './push-composition-refusal'
import { rememberPush } from './push-composition-remember'
import { recordPush, resultOf } from './push-composition-result'
import { createTagMover } from './push-composition-tags'
import { forgetRefusals } from './registry-refusals'
import type { ServiceError } from './service-error'

type Told = Exclude<PushEvent, { type: 'error' }>

/** An event of the stream; a failure is still an error here, which the edge gives its body. */
export type PushOutcome = Told | { type: 'error'; failure: ServiceError; tags: MovedTag[] }

/** Pushes step by step. Nothing is written before the first event was taken. */
export async function* pushEvents(job: PushJob): AsyncGenerator<PushOutcome, void, undefined> {
  const queue: PushOutcome[] = []
  let wake = () => {}
  const progress = new PushProgress(stepsOf(job), job.signal, (event) => {
    queue.push(event)
    wake()
  })
  progress.done('check', formatReference(job.target))
  yield* queue.splice(0)

  // From here on it runs by itself: a reader that is slow or gone must not hold up others who wait for the tags.
  let ended = false
  const running = push(job, progress).then((last) => {
    ended = true
    queue.push(last)
    wake()
  })
  while (!ended || queue.length > 0) {
    yield* queue.splice(0)
    if (ended || queue.length > 0) continue
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
  await running
}

async function push(job: PushJob, progress: PushProgress): Promise<PushOutcome> {
  const release = await holdTags(job.tags.map(({ tag }) => formatReference({ ...job.target, tag })))
  const mover = createTagMover(job)
  // Its opening may take a while and is wanted only at the end, which also tells of its failure.
  job.context.store().catch(() => {})
  try {
    await pushChildren(job, progress)
    await progress.step('put-index', job.composition.plan.digest, () => mover.putByDigest())
    await progress.step('check', 'the tags', () => mover.check())
    for (const { tag } of job.tags) await progress.step('put-tag', tag, () => mover.put(tag))
    await progress.step('read-back', 'the tags', () => mover.readBack())
    const tags = mover.acknowledged()
    forgetRefusals(job.registry)
    const notices = await recordPush(
      job,
      tags.filter(({ moved }) => moved),
    )
    void rememberPush(job, tags)
    return { type: 'result', result: resultOf(job, tags, notices) }
  } catch (error) {
    const truth = await mover.truth()
    // A tag that somebody else moved right after was moved from here all the same.
    const wasMoved = ({ tag, moved }: MovedTag) => moved || truth.overtaken.includes(tag)
    await recordPush(job, truth.tags.filter(wasMoved))
    const refusal = registryRefusal(error, job, mover.indexRefusal())
    return { type: 'error', failure: failureOf(refusal ?? error, truth, job), tags: truth.tags }
  } finally {
    release()
  }
}
