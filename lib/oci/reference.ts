import type { Digest } from './digest'

/** A parsed image reference, `registry/repository[:tag][@digest]`, canonical: `nginx` is `docker.io/library/nginx`. */
export interface Reference {
  /** `host[:port]` as people write it. */
  registry: string
  repository: string
  tag?: string
  digest?: Digest
}

/** What a reference names inside its repository: the digest where there is one, else the tag. */
export function manifestReference(reference: Reference): string | undefined {
  return reference.digest ?? reference.tag
}

/** `registry/repository[:tag][@digest]`. */
export function formatReference({ registry, repository, tag, digest }: Reference): string {
  return `${registry}/${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`
}
