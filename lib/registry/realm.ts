import 'server-only'
import type { Challenge } from './challenge'
import { type Asked, registryError } from './errors'
import { parseUrl } from './parse-url'

/** Where a registry has its tokens made. */
export interface Realm {
  url: URL
  service: string | null
}

/**
 * Reads the realm of Bearer challenges. A realm is an address the registry chooses and we send a password to,
 * so it must be https (unless the registry itself is plain http) and stay the one it was at first.
 */
export function createRealmReader(registryUrl: URL) {
  let bound: string | null = null

  return function readRealm({ parameters }: Challenge, asked: Asked): Realm {
    const refuse = (why: string) =>
      registryError(asked, 'REGISTRY_UNAUTHORIZED', `${asked.registry} ${why} Nothing was sent there.`)
    const url = parseUrl(parameters.realm ?? '', new URL('/v2/', registryUrl))
    if (!parameters.realm || !url || !/^https?:$/.test(url.protocol) || url.username || url.password)
      throw refuse('wants a sign-in but names no usable address for it.')
    if (url.protocol === 'http:' && registryUrl.protocol === 'https:')
      throw refuse(`wants the sign-in over plain http, at ${url.host}.`)
    if (bound !== null && bound !== url.origin)
      throw refuse(
        `now wants the sign-in at ${url.host}, before it was ${new URL(bound).host}. Restart Manifold if that is right.`,
      )
    bound = url.origin
    return { url, service: parameters.service ?? null }
  }
}
