import { isDigest } from '@/lib/oci/digest'
import { parseReference, type Reference, type ReferenceProblem } from '@/lib/oci/reference'
import { fail, ok, type Result } from '@/lib/oci/result'
import type { CompositionSpec } from './spec'

/** The target of a spec where it is one, with or without its tag; null where the text is no reference. */
export function targetReference(spec: Pick<CompositionSpec, 'image'>): Reference | null {
  const parsed = parseReference(spec.image)
  return parsed.ok ? parsed.value : null
}

/** The sources of a spec, entry by entry. Without tag or digest a source is refused: `latest` is never assumed. */
export function sourceReferences(spec: CompositionSpec): Result<Reference, ReferenceProblem>[] {
  return spec.manifests.map(({ image }) => {
    if (image.trim() === '') return invalid('This entry names no image: write registry/repository:tag.')
    const parsed = parseReference(image)
    if (!parsed.ok || parsed.value.tag || parsed.value.digest) return parsed
    return invalid(`"${image}" has neither tag nor digest, and "latest" is never assumed.`)
  })
}

/** The manifest the index refers to; a digest alone lies in the target's own repository. Null where there is none. */
export function subjectReference(
  spec: Pick<CompositionSpec, 'image' | 'subject'>,
): Result<Reference, ReferenceProblem> | null {
  const { subject } = spec
  if (subject === undefined) return null
  const target = targetReference(spec)
  if (isDigest(subject.trim())) {
    if (!target)
      return invalid('A subject given by its digest alone lies where the target is: name the target.')
    const { registry, repository } = target
    return ok({ registry, repository, digest: subject.trim() })
  }
  const parsed = parseReference(subject)
  if (!parsed.ok || parsed.value.tag || parsed.value.digest) return parsed
  return invalid(`The subject "${subject}" has neither tag nor digest, and "latest" is never assumed.`)
}

const invalid = (message: string) => fail<ReferenceProblem>({ code: 'REFERENCE_INVALID', message })
