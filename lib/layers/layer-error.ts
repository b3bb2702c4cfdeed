import 'server-only'

export type LayerErrorCode = 'LAYER_CORRUPT' | 'LAYER_TOO_LARGE' | 'LAYER_UNSUPPORTED'

/** What is wrong with a layer's own bytes; `message` is a sentence for people. */
export class LayerError extends Error {
  constructor(
    readonly code: LayerErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'LayerError'
  }
}

/** By name: a build of the server may hold this module more than once. */
export const isLayerError = (error: unknown): error is LayerError =>
  error instanceof Error && error.name === 'LayerError'
