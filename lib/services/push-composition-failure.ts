import 'server-only'
import type { ErrorCode } from '@/lib/contract/error'
import { RegistryError } from '@/lib/registry/errors'
import type { PushJob } from './push-composition-job'
import type { TagTruth } from './push-composition-tags'
import { ServiceError } from './service-error'

const HINT = 'Push again when you are ready: what is already there is not sent twice.'

/** What stopped a push, with every tag named as moved or not. */
export function failureOf(error: unknown, { tags, unsure }: TagTruth, job: PushJob): ServiceError {
  const { code, message, hint } = explain(error, job)
  return new ServiceError(code, `${message} ${tagsInWords(tags, unsure)}`, {
    hint: hint ?? HINT,
    details: { ...(error instanceof ServiceError && error.details), tags, unsure },
    cause: error,
  })
}

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

function tagsInWords(tags: TagTruth['tags'], unsure: readonly string[]): string {
  const moved = tags.filter((tag) => tag.moved).map(({ tag }) => tag)
  const unmoved = tags.map(({ tag }) => tag).filter((tag) => !moved.includes(tag) && !unsure.includes(tag))
  const sentences = [
    moved.length > 0 && `Moved: ${moved.join(', ')}.`,
    unmoved.length > 0 &&
      (unmoved.length === tags.length ? 'No tag was moved.' : `Not moved: ${unmoved.join(', ')}.`),
    unsure.length > 0 && `Whether ${unsure.join(', ')} moved could not be found out.`,
  ]
  return sentences.filter(Boolean).join(' ')
}
