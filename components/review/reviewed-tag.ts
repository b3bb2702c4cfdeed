/** A tag that could be pushed, and the composition it would become. */
export interface ReviewedTag {
  /** The whole reference: each is pushed once. */
  target: string
  /** The composition, as the YAML the composer shows. */
  spec: string
}
