import { DOCKER_LIST, familyOf, OCI_INDEX } from '@/lib/oci/media-type'
import type { RawProblem } from './raw-problem'
import type { SpecPath } from './read-spec'
import { type CompositionSpec, FORMATS, type Format } from './spec'
import { suggestKey } from './spec-keys'

export interface FormatChoice {
  profile: Format
  mediaType: string
  /** Why, as a sentence. */
  reason: string
  problems: RawProblem[]
}

const MEDIA_TYPE_WORDS = ['docker', 'oci'] as const
type MediaTypeWord = (typeof MEDIA_TYPE_WORDS)[number]

/**
 * Profile and media type of the index, by rule. `children` are the media types of its entries.
 * A word nobody knows is a problem, and the choice goes on as if it were not there.
 */
export function chooseFormat(spec: CompositionSpec, children: readonly string[]): FormatChoice {
  const format = FORMATS.find((known) => known === spec.format)
  const word = MEDIA_TYPE_WORDS.find((known) => known === spec.mediaType)
  const chosen = format ? byFormat(format, word, children) : byRule(spec, word, children)
  return { ...chosen, problems: [...wordProblems(spec, chosen.profile), ...contradiction(format, word)] }
}

type Choice = Omit<FormatChoice, 'problems'>

const TYPES = { docker: DOCKER_LIST, oci: OCI_INDEX } as const
/** The profiles that leave no choice. */
const FIXED: Partial<Record<Format, MediaTypeWord>> = { docker: 'docker', pushml: 'docker', oci: 'oci' }

function byFormat(profile: Format, word: MediaTypeWord | undefined, children: readonly string[]): Choice {
  const fixed = FIXED[profile]
  if (fixed) return { profile, mediaType: TYPES[fixed], reason: `The spec asks for format ${profile}.` }
  if (word)
    return {
      profile,
      mediaType: TYPES[word],
      reason: `The spec asks for format ${profile} and media type ${word}.`,
    }
  if (profile === 'crane')
    return {
      profile,
      mediaType: OCI_INDEX,
      reason: 'The spec asks for format crane, which writes OCI indexes.',
    }
  const docker = children.every((type) => familyOf(type) === 'docker')
  const why = docker ? 'a Docker manifest list, as every entry is Docker' : 'an OCI index, as an entry is OCI'
  return {
    profile,
    mediaType: docker ? DOCKER_LIST : OCI_INDEX,
    reason: `The spec asks for format buildx, which writes ${why}.`,
  }
}

function byRule(spec: CompositionSpec, word: MediaTypeWord | undefined, children: readonly string[]): Choice {
  const choose = (profile: MediaTypeWord, reason: string) => ({ profile, mediaType: TYPES[profile], reason })
  if (word) return choose(word, `The spec asks for media type ${word}.`)
  if (children.some((type) => familyOf(type) === 'oci'))
    return choose('oci', 'An entry is an OCI image, so the index is an OCI image index.')
  const [only] = ociOnly(spec)
  if (only) return choose('oci', `There ${only.verb} ${only.what}, which only an OCI image index can hold.`)
  return choose('docker', 'No entry is an OCI image, so the index is a Docker manifest list.')
}

/** What a spec asks for that a Docker manifest list has no member for. */
export function ociOnly(spec: CompositionSpec): { what: string; verb: 'is' | 'are'; path: SpecPath }[] {
  const annotated = [spec, ...spec.manifests].find(({ annotations }) => Object.keys(annotations).length > 0)
  const typed = spec.manifests.findIndex(({ artifactType }) => artifactType)
  return [
    ...(annotated ? [{ what: 'annotations', verb: 'are' as const, path: ['annotations'] }] : []),
    ...(spec.artifactType ? [{ what: 'an artifactType', verb: 'is' as const, path: ['artifactType'] }] : []),
    ...(spec.subject ? [{ what: 'a subject', verb: 'is' as const, path: ['subject'] }] : []),
    ...(typed < 0
      ? []
      : [{ what: 'an artifactType', verb: 'is' as const, path: ['manifests', typed, 'artifactType'] }]),
  ]
}

function wordProblems(spec: CompositionSpec, profile: Format): RawProblem[] {
  const check = (key: 'format' | 'mediaType', allowed: readonly string[]): RawProblem[] => {
    const written = spec[key]
    if (written === null || allowed.includes(written)) return []
    const meant = suggestKey(written, allowed)
    return [
      {
        code: 'FORMAT_UNKNOWN',
        path: [key],
        message: `"${written}" is not a ${key === 'format' ? 'format' : 'media type'}: write ${inWords(allowed)}.`,
        fix: { kind: 'set-format', format: key === 'format' ? meant : (meant ?? profile) },
      },
    ]
  }
  return [...check('format', FORMATS), ...check('mediaType', MEDIA_TYPE_WORDS)]
}

function contradiction(format: Format | undefined, word: MediaTypeWord | undefined): RawProblem[] {
  const fixed = format && FIXED[format]
  if (!format || !word || !fixed || fixed === word) return []
  const writes = fixed === 'docker' ? 'a Docker manifest list' : 'an OCI image index'
  return [
    {
      code: 'FORMAT_UNKNOWN',
      path: ['mediaType'],
      message: `Format ${format} always writes ${writes}, but the media type asked for is ${word}.`,
      fix: { kind: 'set-format', format: word },
    },
  ]
}

function inWords(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
