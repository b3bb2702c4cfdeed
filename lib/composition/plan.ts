import type { Digest, DigestOf } from '@/lib/oci/digest'
import type { Reference, ReferenceProblem } from '@/lib/oci/reference'
import type { Result } from '@/lib/oci/result'
import { buildIndex } from './build-index'
import { changeOf } from './changes'
import { checkChange } from './check-change'
import { checkContent } from './check-content'
import { checkDeclared } from './check-declared'
import { checkMembers } from './check-members'
import { checkMoved } from './check-moved'
import { checkPlatforms } from './check-platforms'
import { checkSubject } from './check-subject'
import { checkTarget } from './check-target'
import { chooseFormat, type FormatChoice } from './choose-format'
import { describeSource } from './describe-source'
import { findBaseline } from './find-baseline'
import { type OpenedSource, openSource } from './open-sources'
import type { CompositionPlan, ResolvedSource, ResolvedSubject, TargetTag } from './plan-types'
import { type PlannedEntry, planEntries, shownEntry } from './planned-entry'
import type { Problem } from './problems'
import { placeProblem, type RawProblem } from './raw-problem'
import type { ReadSpec } from './read-spec'
import type { CompositionSpec } from './spec'

export interface PlanInput {
  spec: CompositionSpec
  /** Absent where the spec has no text. */
  locate?: ReadSpec['locate']
  /** What reading the spec found. */
  specProblems?: readonly Problem[]
  /** One for each of the spec's `manifests`, in order. */
  sources: readonly Result<ResolvedSource, ReferenceProblem>[]
  /** Null when the spec's `image` is no reference. */
  target: Reference | null
  targetTags: readonly TargetTag[]
  /** Why nothing may be written to the target's registry, or null. */
  readOnlyReason: string | null
  /** False only where the registry is known to refuse indexes. */
  listsSupported: boolean
  digestOf: DigestOf
  /** What the spec's subject came to; null or absent where it names none. */
  subject?: ResolvedSubject | null
  /** Source reference -> what an earlier plan saw behind it. */
  seen?: Readonly<Record<string, Digest>>
}

/**
 * The whole plan from what was looked up: the same input gives the same bytes, problems and order. It always has
 * bytes, so that a composition with errors can be looked at; `error` problems say that it must not be pushed.
 */
export function planComposition(input: PlanInput): CompositionPlan {
  const { spec, target, targetTags, locate } = input
  const opened = spec.manifests.map((entry, i) =>
    openSource(entry, i, input.sources[i] ?? notLookedUp(entry.image)),
  )
  const found = opened.flatMap(({ entries }) => entries)
  const format = chooseFormat(
    spec,
    found.map(({ descriptor }) => descriptor.mediaType),
  )
  const entries = planEntries(format.profile, found)
  const shown = entries.map(shownEntry)
  const bytes = bytesOf(input, format, entries)
  const sources = spec.manifests.map((entry, i) => describeSource(entry.image, i, input.sources[i]))
  const complete = opened.length > 0 && opened.every((source) => source.entries.length > 0)
  const problems = [
    ...checkTarget(input),
    ...format.problems,
    ...checkMembers(spec, format),
    ...checkSubject(spec, input.subject ?? null, target),
    ...checkEmpty(spec, opened),
    ...opened.flatMap((source) => source.problems),
    ...checkEntries(entries, format, input),
    ...checkMoved(sources, input.seen ?? {}),
    // While a source is not known, neither is what would be lost.
    ...(complete ? checkChange(target, targetTags, shown) : []),
  ]
  const tag = targetTags.find((candidate) => candidate.tag === target?.tag)
  return {
    digest: input.digestOf(bytes),
    size: bytes.length,
    mediaType: format.mediaType,
    profile: format.profile,
    profileReason: format.reason,
    bytes,
    entries: shown,
    sources,
    complete,
    change: changeOf(tag ?? { platforms: [] }, shown),
    problems: [...(input.specProblems ?? []), ...problems.map((problem) => placeProblem(problem, locate))],
  }
}

function checkEntries(
  entries: readonly PlannedEntry[],
  { mediaType }: FormatChoice,
  { sources, target, targetTags }: PlanInput,
): RawProblem[] {
  const baseline = (os: string) => findBaseline(os, sources, target, targetTags)
  return [
    ...checkPlatforms(entries, baseline),
    ...checkDeclared(entries),
    ...checkContent(entries, mediaType, target),
  ]
}

const notLookedUp = (image: string): Result<ResolvedSource, ReferenceProblem> => ({
  ok: false,
  error: { code: 'REFERENCE_INVALID', message: `${image || 'This entry'} was not looked up.` },
})

function bytesOf(
  { spec, subject }: PlanInput,
  { profile, mediaType }: FormatChoice,
  entries: readonly PlannedEntry[],
): Uint8Array {
  const descriptors = entries.map(({ mediaType, digest, size, platform, annotations, extras }) => ({
    mediaType,
    digest,
    size,
    annotations,
    ...extras,
    ...(platform && { platform }),
  }))
  const { annotations, artifactType } = spec
  return buildIndex({
    profile,
    mediaType,
    entries: descriptors,
    annotations,
    ...(artifactType && { artifactType }),
    ...(subject?.status === 'present' && { subject: subject.descriptor }),
  })
}

/** Where a source could not be opened that is said already, and nothing more. */
function checkEmpty(spec: CompositionSpec, opened: readonly OpenedSource[]): RawProblem[] {
  const explained = opened.some(({ problems }) => problems.some(({ code }) => code !== 'INDEX_OPENED'))
  if (explained || opened.some(({ entries }) => entries.length > 0)) return []
  const message =
    spec.manifests.length === 0
      ? 'The index has no entries yet: list at least one source under "manifests".'
      : 'The sources hold no images, so the index would be empty.'
  return [{ code: 'EMPTY_INDEX', path: ['manifests'], message }]
}
