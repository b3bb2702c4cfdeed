import { type Descriptor, readDescriptor } from '@/lib/oci/descriptor'
import { isRecord, parseJson, readStringMap } from '@/lib/oci/json'
import { buildIndex } from '../build-index'
import type { Format } from '../spec'

/** What an index says, whatever its bytes. */
export interface IndexContents {
  mediaType: string
  manifests: readonly Descriptor[]
  annotations: Readonly<Record<string, string>>
  artifactType?: string
  subject?: Descriptor
}

/** Reads what `text`, the JSON of an index of ours, says; null when it is none. */
export function readContents(text: string): IndexContents | null {
  const index = parseJson(new TextEncoder().encode(text))
  if (!isRecord(index) || typeof index.mediaType !== 'string') return null
  const manifests = Array.isArray(index.manifests) ? index.manifests.map(readDescriptor) : []
  const subject = readDescriptor(index.subject)
  return {
    mediaType: index.mediaType,
    manifests: manifests.filter((descriptor) => descriptor !== null),
    annotations: readStringMap(index.annotations),
    ...(typeof index.artifactType === 'string' && { artifactType: index.artifactType }),
    ...(subject && { subject }),
  }
}

/** The JSON of these contents, in the bytes of one profile. */
export function writeContents(contents: IndexContents, profile: Format): string {
  const { manifests, ...rest } = contents
  return new TextDecoder().decode(buildIndex({ ...rest, profile, entries: manifests }))
}
