import { isRecord, parseJson } from '@/lib/oci/json'
import { type IndexManifest, readManifest } from '@/lib/oci/manifest'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { fail, ok, type Result } from '@/lib/oci/result'
import type { CompositionSpec, SpecEntry } from './spec'
import { specOfIndex } from './spec-of-index'
import { specFailureInWords } from './spec-text'
import { writeSpecYaml } from './spec-write'
import { readSpecYaml } from './spec-yaml'

export type ImportedText =
  /** A spec: its YAML, comments and all; JSON comes as the YAML of the same. */
  | { kind: 'spec'; yaml: string }
  /** The bytes of an index: it names its images by digest, and does not say where they are. */
  | { kind: 'index'; index: IndexManifest }

/** Tells what a pasted, chosen or dropped text is. The failure is a sentence, with line and column where it has a place. */
export function readImport(text: string): Result<ImportedText, { message: string }> {
  if (text.trim() === '') return fail({ message: 'It is empty.' })
  const json = parseJson(new TextEncoder().encode(text))
  const manifest = isRecord(json) && !('image' in json) ? readRaw(text) : null
  if (manifest?.kind === 'index') return ok({ kind: 'index', index: manifest })
  if (manifest?.kind === 'image' || manifest?.kind === 'artifact') return fail(ONE_IMAGE)
  const read = readSpecYaml(text)
  if (!read.ok) return fail({ message: specFailureInWords(read.error) })
  const { spec, problems } = read.value
  if (spec.image === '' && spec.manifests.length === 0) return fail(NO_SPEC)
  // Keys nobody knows are worth seeing as they were written.
  return ok({ kind: 'spec', yaml: json !== undefined && problems.length === 0 ? writeSpecYaml(spec) : text })
}

/**
 * The spec that makes an index again whose images are in the repository of `where`, each by its digest and as the
 * index described it. The index itself need not be in any registry.
 */
export function specOfRawIndex(
  { registry, repository, tag }: Reference,
  index: IndexManifest,
): CompositionSpec {
  const { spec } = specOfIndex({ registry, repository, ...(tag && { tag }) }, index)
  return {
    ...spec,
    manifests: index.manifests.map(
      ({ digest, platform, annotations = {} }): SpecEntry => ({
        image: formatReference({ registry, repository, digest }),
        platform: platform ?? {},
        annotations,
      }),
    ),
  }
}

function readRaw(text: string) {
  const bytes = new TextEncoder().encode(text)
  // Nothing is asked for by the digest of these bytes: whoever copied them may have added a line break.
  return readManifest({ bytes, contentType: '', digestOf: () => UNASKED })
}

const UNASKED = `sha256:${'0'.repeat(64)}` as const

const ONE_IMAGE = {
  message: 'It is the manifest of one image, not an index. Add that image as a source, by its tag or digest.',
}
const NO_SPEC = {
  message:
    'It holds no composition: there is neither "image", the target, nor "manifests", the list of sources.',
}
