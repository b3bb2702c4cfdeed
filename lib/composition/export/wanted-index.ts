import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { attestationSubject, isAttestation } from '@/lib/oci/image-index'
import { formatPlatform } from '@/lib/oci/platform'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { fail, ok, type Result } from '@/lib/oci/result'
import type { PlanEntry } from '../plan-types'
import type { CompositionSpec } from '../spec'
import { subjectReference } from '../spec-references'
import { type IndexContents, readContents } from './index-contents'

/** What an export needs to know of a plan; the API's answer has it all. */
export interface ExportablePlan {
  target: Required<Pick<Reference, 'registry' | 'repository' | 'tag'>> | null
  /** Every tag the index gets. */
  tags: Readonly<Record<string, unknown>>
  digest: Digest
  bytes: string
  entries: readonly PlanEntry[]
  complete: boolean
}

/** An entry of the wanted index, and what a tool finds when it looks it up. */
export interface WantedEntry {
  descriptor: Descriptor
  /** Where the manifest lies, as `registry/repository`. */
  repository: string
  registry: string
  configured: PlanEntry['configured']
  origin: PlanEntry['origin']
  /** What people call it, inside a sentence: "the entry for linux/arm64". */
  name: string
}

/** The index a tool is to write: what the plan's bytes say, and under which names. */
export interface WantedIndex {
  contents: IndexContents
  digest: Digest
  bytes: string
  entries: readonly WantedEntry[]
  registry: string
  /** `registry/repository` of the target. */
  repository: string
  tag: string
  extraTags: readonly string[]
  /** Whether the subject, if there is one, lies in the target's repository. */
  subjectIsHere: boolean
}

/** The wanted index of a plan, or why there is none to export yet, as a sentence. */
export function wantedIndex(
  spec: Pick<CompositionSpec, 'subject'>,
  plan: ExportablePlan,
): Result<WantedIndex, string> {
  const { target, digest, bytes } = plan
  const contents = readContents(bytes)
  if (!target) return fail('The target has no tag yet: write registry/repository:tag as the target.')
  if (plan.entries.length === 0) return fail('The index has no entries yet: add an image first.')
  if (!plan.complete)
    return fail('A source could not be opened: mend or remove it first, or the index would lack it.')
  const entries = contents && namedEntries(contents, plan.entries)
  if (!contents || !entries)
    return fail('The bytes of the plan could not be read: change something to plan it again.')
  const { registry, tag } = target
  const repository = `${registry}/${target.repository}`
  const subject = subjectReference({ image: repository, ...spec })
  return ok({
    contents,
    digest,
    bytes,
    entries,
    registry,
    repository,
    tag,
    extraTags: Object.keys(plan.tags).filter((other) => other !== tag),
    subjectIsHere:
      subject?.ok === true && `${subject.value.registry}/${subject.value.repository}` === repository,
  })
}

/** Null where bytes and entries are not of one plan. */
function namedEntries({ manifests }: IndexContents, planned: readonly PlanEntry[]): WantedEntry[] | null {
  if (manifests.length !== planned.length) return null
  const entries: WantedEntry[] = []
  for (const [place, { source, configured, origin }] of planned.entries()) {
    const descriptor = manifests[place]
    const parsed = parseReference(source)
    if (!descriptor || !parsed.ok) return null
    const { registry } = parsed.value
    const repository = `${registry}/${parsed.value.repository}`
    entries.push({
      descriptor,
      repository,
      registry,
      configured,
      origin,
      name: nameOf(descriptor, manifests),
    })
  }
  return entries
}

function nameOf(descriptor: Descriptor, all: readonly Descriptor[]): string {
  if (isAttestation(descriptor)) {
    const subject = all.find(({ digest }) => digest === attestationSubject(descriptor))
    return subject?.platform ? `the attestation of ${formatPlatform(subject.platform)}` : 'an attestation'
  }
  return descriptor.platform
    ? `the entry for ${formatPlatform(descriptor.platform)}`
    : 'the entry without a platform'
}
