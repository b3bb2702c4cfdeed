import type { DigestOf } from '@/lib/oci/digest'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import type { Reference, ReferenceProblem } from '@/lib/oci/reference'
import type { Result } from '@/lib/oci/result'
import { buildIndex } from './build-index'
import { changeOf } from './changes'
import { checkChange } from './check-change'
import { checkContent } from './check-content'
import { checkDeclared } from './check-declared'
import { checkPlatforms } from './check-platforms'
import { checkTarget } from './check-target'
import { chooseFormat, type FormatChoice } from './choose-format'
import { type OpenedSource, openSource } from './open-sources'
import type { CompositionPlan, ResolvedSource, TargetTag } from './plan-types'
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
  const bytes = bytesOf(spec, format, entries)
  const complete = opened.length > 0 && opened.every((source) => source.entries.length > 0)
  const problems = [
    ...checkTarget(input),
    ...format.problems,
    ...checkAnnotations(spec, format),
    ...checkEmpty(spec, opened),
    ...opened.flatMap((source) => source.problems),
    ...checkEntries(entries, format, target),
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
    change: changeOf(tag ?? { platforms: [] }, shown),
    problems: [...(input.specProblems ?? []), ...problems.map((problem) => placeProblem(problem, locate))],
  }
}

function checkEntries(
  entries: readonly PlannedEntry[],
  { mediaType }: FormatChoice,
  target: Reference | null,
): RawProblem[] {
  return [...checkPlatforms(entries), ...checkDeclared(entries), ...checkContent(entries, mediaType, target)]
}

const notLookedUp = (image: string): Result<ResolvedSource, ReferenceProblem> => ({
  ok: false,
  error: { code: 'REFERENCE_INVALID', message: `${image || 'This entry'} was not looked up.` },
})

function bytesOf(spec: CompositionSpec, format: FormatChoice, entries: readonly PlannedEntry[]): Uint8Array {
  const descriptors = entries.map(({ mediaType, digest, size, platform, annotations, extras }) => ({
    mediaType,
    digest,
    size,
    annotations,
    ...extras,
    ...(platform && { platform }),
  }))
  const { profile, mediaType } = format
  return buildIndex({ profile, mediaType, entries: descriptors, annotations: spec.annotations })
}

function checkAnnotations(spec: CompositionSpec, { mediaType }: FormatChoice): RawProblem[] {
  if (mediaType !== DOCKER_LIST || Object.keys(spec.annotations).length === 0) return []
  return [
    {
      code: 'ANNOTATIONS_UNSUPPORTED',
      path: ['annotations'],
      message:
        'A Docker manifest list cannot hold annotations: write it as an OCI image index, or remove them.',
      fix: { kind: 'set-format', format: 'oci' },
    },
  ]
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
