/**
 * What an entry runs on, with the image-spec's own key names (image-index.md, `platform`).
 * Values are kept as found: normalising is a question asked of them, never a rewrite.
 */
export interface Platform {
  os: string
  architecture: string
  variant?: string
  'os.version'?: string
  'os.features'?: string[]
  /** CPU features of a Docker manifest list; reserved in the image-spec. */
  features?: string[]
}
