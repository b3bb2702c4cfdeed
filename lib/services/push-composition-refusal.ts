import 'server-only'
import { placeProblem } from '@/lib/composition/raw-problem'
import { OCI_INDEX } from '@/lib/oci/media-type'
import { formatReference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { nothingWritten, type PushJob } from './push-composition-job'
import { rememberNoLists, rememberReadOnly } from './registry-refusals'
import { ServiceError } from './service-error'

/**
 * What a failed write says about the registry as a whole: that it takes no writes, or no indexes. It is remembered,
 * so that the next plan says so first. Null for every other failure.
 */
export function registryRefusal(
  error: unknown,
  job: PushJob,
  indexRefusal: RegistryError | null,
): ServiceError | null {
  if (!isRefusedWrite(error)) return null
  const { status, registryCode } = error.details
  const isUnsupported = status === 405 || registryCode === 'UNSUPPORTED'
  if (isUnsupported && nothingWritten(job) && (status === 405 || !indexRefusal)) return readOnly(error, job)
  // Neither by digest nor by tag. A registry that holds such an index has another reason.
  const { mediaType } = job.composition.plan
  if (!indexRefusal || !refusesType(error) || !refusesType(indexRefusal)) return null
  return job.composition.listsSeen.has(mediaType) ? null : noLists(error, job)
}

function readOnly({ details: { status } }: RegistryError, job: PushJob): ServiceError {
  const { context, registry } = job
  const message = `${registry.name} takes no writes (${status}): it is in read-only mode, or a mirror of another registry.`
  rememberReadOnly(registry, message, context.now())
  return new ServiceError('READ_ONLY', message, {
    hint: 'Ask its owner when it takes writes again, or choose another target.',
    details: problemsWith('REGISTRY_READ_ONLY', message, job),
  })
}

function noLists({ details: { registryMessage } }: RegistryError, job: PushJob): ServiceError {
  const { context, registry, composition } = job
  const { mediaType } = composition.plan
  const isOci = mediaType === OCI_INDEX
  const what = isOci ? 'OCI image indexes' : 'manifest lists'
  const says = registryMessage === null ? '' : ` It says: ${registryMessage.replace(/([^.!?])$/, '$1.')}`
  const message = `${registry.name} refuses ${what}, by digest and by tag.${says}`
  rememberNoLists(registry, mediaType, context.now())
  return new ServiceError('PLAN_BLOCKED', message, {
    hint: isOci
      ? 'Registries before 2.7 may still take a Docker manifest list: set the format to docker, or choose another target.'
      : 'Registries before 2.3 know none: update it, or choose another target.',
    details: problemsWith('LISTS_UNSUPPORTED', message, job),
  })
}

function problemsWith(
  code: 'REGISTRY_READ_ONLY' | 'LISTS_UNSUPPORTED',
  message: string,
  { composition, target }: PushJob,
) {
  const problem = placeProblem({ code, ref: formatReference(target), message }, undefined)
  return { problems: [...composition.plan.problems, problem] }
}

function isRefusedWrite(error: unknown): error is RegistryError {
  if (!(error instanceof RegistryError) || error.code !== 'REGISTRY_REFUSED') return false
  const { status, method } = error.details
  return status !== null && status < 500 && method !== 'GET' && method !== 'HEAD'
}

/** How registries that know no such manifest say so: 400 with MANIFEST_INVALID, 415, or UNSUPPORTED. */
function refusesType({ details: { status, registryCode } }: RegistryError): boolean {
  return status === 415 || registryCode === 'MANIFEST_INVALID' || registryCode === 'UNSUPPORTED'
}
