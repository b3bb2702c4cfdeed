import { formatReference, isTag, parseReference, type Reference } from '@/lib/oci/reference'
import type { RawProblem } from './raw-problem'
import type { CompositionSpec } from './spec'

export interface TargetFacts {
  spec: CompositionSpec
  target: Reference | null
  /** Why nothing may be written to the target's registry, or null. */
  readOnlyReason: string | null
  /** False only where the registry is known to refuse indexes. */
  listsSupported: boolean
}

/** Whether the index has somewhere to go. */
export function checkTarget(facts: TargetFacts): RawProblem[] {
  const { target, readOnlyReason, listsSupported } = facts
  const problems = [...targetProblem(facts), ...extraTagProblems(facts.spec)]
  const registry = target?.registry ?? 'The registry'
  const about = { path: ['image'], ...(target && { ref: formatReference(target) }) }
  if (readOnlyReason !== null)
    problems.push({ code: 'REGISTRY_READ_ONLY', ...about, message: readOnlyReason })
  if (!listsSupported)
    problems.push({
      code: 'LISTS_UNSUPPORTED',
      ...about,
      message: `${registry} stores no image indexes; registries since version 2.3 do.`,
    })
  return problems
}

function targetProblem({ spec, target }: TargetFacts): RawProblem[] {
  const missing = (message: string, image?: string): RawProblem[] => [
    {
      code: 'TARGET_TAG_MISSING',
      path: ['image'],
      message,
      ...(spec.image && { ref: spec.image }),
      ...(image && { fix: { kind: 'set-target', image } }),
    },
  ]
  if (spec.image.trim() === '')
    return missing('The spec names no image to make: write "image: registry/repository:tag".')
  const parsed = parseReference(spec.image)
  if (!target || !parsed.ok)
    return missing(parsed.ok ? `${spec.image} is on no registry known here.` : parsed.error.message)
  const { digest, ...tagged } = target
  if (digest && target.tag)
    return missing(`${spec.image} names a digest, but the digest is what comes out.`, formatReference(tagged))
  if (target.tag) return []
  const tag = spec.tags.find(isTag)
  return missing(
    `${spec.image} has no tag, so nobody would find the index.`,
    tag && formatReference({ ...tagged, tag }),
  )
}

function extraTagProblems({ tags }: CompositionSpec): RawProblem[] {
  return tags.flatMap((tag, i) =>
    isTag(tag)
      ? []
      : [
          {
            code: 'TARGET_TAG_MISSING',
            path: ['tags', i],
            message: `"${tag}" is not a tag: letters, digits, ".", "_" and "-", at most 128.`,
          },
        ],
  )
}
