import 'server-only'
import { LRUCache } from 'lru-cache'
import { Agent, request } from 'undici'
import { isRecord, parseJson, readString } from '@/lib/oci/json'
import { type Challenge, parseChallenges } from './challenge'
import type { RegistrySettings } from './client-types'
import { failureOfNetwork, failureOfResponse, unauthorized } from './failures'
import { parseUrl } from './parse-url'
import { readCapped } from './transport'

const TOKEN_BYTES_MAX = 64 * 1024
const TOKEN_LIFE_MIN_SECONDS = 60
/** Taken off a token's life, so that it does not end between the check and the call. */
const TOKEN_MARGIN_SECONDS = 10
const TOKENS_MAX = 2000
const TOKEN_DEADLINE_MS = 15_000

type Scheme = { kind: 'unknown' } | { kind: 'basic' } | { kind: 'bearer'; realm: URL; service: string | null }

export interface Authenticator {
  /** The `Authorization` header for a scope as far as it is known; undefined to try without. */
  header(scope: string): Promise<string | undefined>
  /** Learns from a 401. True when the call is worth repeating with a new header. */
  challenged(headers: string[], scope: string): Promise<boolean>
  readonly authentications: number
  close(): Promise<void>
}

/** Signs in to one registry: anonymously, by Basic, or with Bearer tokens kept by scope (distribution, spec/auth/token). */
export function createAuthenticator(settings: RegistrySettings, now: () => number): Authenticator {
  let scheme: Scheme = { kind: 'unknown' }
  let authentications = 0
  const tokens = new LRUCache<string, { token: string; expiresAt: number }>({ max: TOKENS_MAX })
  const pending = new Map<string, Promise<string>>()
  const agent = new Agent({
    connect: {
      timeout: 5_000,
      rejectUnauthorized: !settings.insecureSkipVerify,
      ...(settings.ca && { ca: settings.ca }),
    },
  })
  const basic =
    settings.username === null
      ? undefined
      : `Basic ${Buffer.from(`${settings.username}:${settings.password ?? ''}`).toString('base64')}`

  async function header(scope: string): Promise<string | undefined> {
    if (scheme.kind === 'basic') return basic
    if (scheme.kind === 'unknown') return undefined
    const known = tokens.get(scope)
    return `Bearer ${known && known.expiresAt > now() ? known.token : await fetchOnce(scheme, scope)}`
  }

  async function challenged(headers: string[], scope: string): Promise<boolean> {
    const challenges = parseChallenges(headers)
    const bearer = challenges.find((challenge) => challenge.scheme === 'bearer')
    if (bearer) {
      scheme = readBearer(bearer)
      tokens.delete(scope)
      return true
    }
    const wasBasic = scheme.kind === 'basic'
    if (!challenges.some((challenge) => challenge.scheme === 'basic')) return false
    scheme = { kind: 'basic' }
    return basic !== undefined && !wasBasic
  }

  function readBearer({ parameters }: Challenge): Scheme {
    const realm = parseUrl(parameters.realm ?? '', settings.url)
    if (!realm || !/^https?:$/.test(realm.protocol)) {
      throw unauthorized(settings.name, `${settings.name} names no usable address for sign-in tokens.`)
    }
    if (realm.protocol === 'http:' && new URL(settings.url).protocol === 'https:') {
      throw unauthorized(
        settings.name,
        `${settings.name} asks for the sign-in over plain http; it was not sent.`,
      )
    }
    return { kind: 'bearer', realm, service: parameters.service ?? null }
  }

  /** One request a scope, however many calls wait for it. */
  function fetchOnce(bearer: Scheme & { kind: 'bearer' }, scope: string): Promise<string> {
    const running = pending.get(scope)
    if (running) return running
    const fetching = fetchToken(bearer, scope).finally(() => pending.delete(scope))
    pending.set(scope, fetching)
    return fetching
  }

  async function fetchToken({ realm, service }: Scheme & { kind: 'bearer' }, scope: string): Promise<string> {
    const url = new URL(realm)
    if (service) url.searchParams.set('service', service)
    for (const part of scope.split(' ').filter(Boolean)) url.searchParams.append('scope', part)
    if (settings.username !== null) url.searchParams.set('account', settings.username)
    const place = { registry: settings.name, method: 'GET', url: realm.origin + realm.pathname }
    authentications++
    const asked = now()
    try {
      const response = await request(url, {
        dispatcher: agent,
        headers: {
          'user-agent': settings.userAgent,
          accept: 'application/json',
          ...(basic && { authorization: basic }),
        },
        signal: AbortSignal.timeout(TOKEN_DEADLINE_MS),
      })
      const body = await readCapped(settings.name, response.body, TOKEN_BYTES_MAX)
      if (response.statusCode !== 200) {
        throw failureOfResponse(place, {
          status: response.statusCode,
          body,
          retryAfterSeconds: null,
          missing: 'REGISTRY_REFUSED',
        })
      }
      return keep(scope, parseJson(body), asked)
    } catch (error) {
      throw failureOfNetwork(error, place)
    }
  }

  function keep(scope: string, answer: unknown, asked: number): string {
    const fields = isRecord(answer) ? answer : {}
    const token = readString(fields.token) ?? readString(fields.access_token)
    if (!token)
      throw unauthorized(settings.name, `The sign-in service of ${settings.name} answered without a token.`)
    const given = typeof fields.expires_in === 'number' ? fields.expires_in : 0
    const seconds = Math.max(TOKEN_LIFE_MIN_SECONDS, given) - TOKEN_MARGIN_SECONDS
    tokens.set(scope, { token, expiresAt: asked + seconds * 1000 })
    return token
  }

  return {
    header,
    challenged,
    get authentications() {
      return authentications
    },
    close: () => agent.destroy(),
  }
}
