import type { Reference } from '@/lib/oci/reference'

/** Whether a reference is a tag that may move: a digest is what it is. */
export const isTag = ({ tag, digest }: Reference): boolean => tag !== undefined && digest === undefined
