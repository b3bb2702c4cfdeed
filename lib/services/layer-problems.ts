import 'server-only'
import type { LayerProblem } from '@/lib/contract/files'
import { isLayerError } from '@/lib/layers/layer-error'
import type { Descriptor } from '@/lib/oci/descriptor'
import { isForeignLayerType } from '@/lib/oci/media-type'
import { isMissing, RegistryError } from '@/lib/registry/errors'

const UNSUPPORTED = 'LAYER_UNSUPPORTED'

/** Why there are no files to list in a blob, told by its type alone; null where it may be a tar. */
export function unlistable({ mediaType }: Pick<Descriptor, 'mediaType'>): LayerProblem | null {
  if (isForeignLayerType(mediaType))
    return {
      code: UNSUPPORTED,
      message: 'This layer is not in the registry: clients fetch it from its publisher.',
    }
  if (/\+encrypted\b/.test(mediaType))
    return { code: UNSUPPORTED, message: 'This layer is encrypted: only who has its key can read it.' }
  if (!/\btar\b/.test(mediaType))
    return { code: UNSUPPORTED, message: `This is no file system but ${mediaType || 'of no type'}.` }
  return null
}

/** A failed reading as a sentence. Only a 404 is missing. */
export function layerProblem(error: unknown): LayerProblem {
  if (isLayerError(error)) return { code: error.code, message: error.message }
  if (isMissing(error))
    return {
      code: 'LAYER_MISSING',
      message: 'The registry no longer has this layer, so that the image cannot be pulled.',
    }
  if (error instanceof Error && error.name === RegistryError.name)
    return { code: 'LAYER_UNREADABLE', message: error.message }
  return {
    code: 'LAYER_UNREADABLE',
    message: 'The layer could not be read here; the log of the server says why.',
  }
}
