import 'server-only'
import type { ErrorCode } from '@/lib/contract/error'
import { RegistryError } from '@/lib/registry/errors'
import { nothingWritten, type PushJob, type Written } from './push-composition-job'
import type { TagTruth } from './push-composition-tags'
import { ServiceError } from './service-error'

const HINT = 'Push again when you are ready: what is already there is not sent twice.'

/** What stopped a push, with every tag named as moved or not, and what is left in the repository. */
export function failureOf(error: unknown, truth: TagTruth, job: PushJob): ServiceError {
  const { tags, unsure, overtaken } = truth
  const { code, message, hint } = explain(error, job)
  // What a tag leads to is in use, not left; whoever overtook a push may use it too.
  const left = overtaken.length > 0 || tags.some(({ moved }) => moved) ? NOTHING : job.written
  const untouched = left === job.written && unsure.length === 0
  const words = [message, tagsInWords(truth), untouched && leftInWords(job)]
  return new ServiceError(code, words.filter(Boolean).join(' '), {
    hint: hint ?? HINT,
    details: { ...(error instanceof ServiceError && error.details), tags, unsure, left },
    cause: error,
  })
}

const NOTHING: Written = { blobs: 0, manifests: 0, index: false }

function leftInWords(job: PushJob): string {
  if (nothingWritten(job)) return 'Nothing was written.'
  const { blobs, manifests, index } = job.written
  const parts = [
    blobs > 0 && count(blobs, 'blob'),
    manifests > 0 && count(manifests, 'manifest'),
    index && 'the index',
  ].filter((part) => part !== false)
  const all = [parts.slice(0, -1).join(', '), parts.at(-1)].filter(Boolean).join(' and ')
  const [are, them] = blobs + manifests + Number(index) === 1 ? ['is', 'it'] : ['are', 'them']
  const { registry, repository } = job.target
  const sentence = `${all} ${are} in ${registry}/${repository} without a tag; garbage collection removes ${them}.`
  return sentence.replace(/^the/, 'The')
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`

function explain(
  error: unknown,
  job: PushJob,
): { code: ErrorCode; message: string; hint?: string | undefined } {
  if (job.signal.aborted) return { code: 'INTERNAL', message: 'The push was stopped before its end.' }
  if (error instanceof ServiceError || error instanceof RegistryError) return error
  job.context.log('error', 'A push failed unexpectedly.', {
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
  return { code: 'INTERNAL', message: 'Something went wrong inside Manifold.' }
}

function tagsInWords({ tags, unsure, overtaken }: TagTruth): string {
  const moved = tags.filter((tag) => tag.moved).map(({ tag }) => tag)
  const others = new Set([...moved, ...unsure, ...overtaken])
  const unmoved = tags.map(({ tag }) => tag).filter((tag) => !others.has(tag))
  const sentences = [
    moved.length > 0 && `Moved: ${moved.join(', ')}.`,
    unmoved.length > 0 &&
      (unmoved.length === tags.length ? 'No tag was moved.' : `Not moved: ${unmoved.join(', ')}.`),
    overtaken.length > 0 && `Moved, and then again by somebody else: ${overtaken.join(', ')}.`,
    unsure.length > 0 && `Whether ${unsure.join(', ')} moved could not be found out.`,
  ]
  return sentences.filter(Boolean).join(' ')
}
