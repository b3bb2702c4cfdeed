import 'server-only'
import { parseJson } from '@/lib/oci/json'
import { readBody } from './body'
import { type Challenge, chooseChallenge, parseChallenges } from './challenge'
import type { RegistrySettings } from './client-types'
import { startDeadline } from './deadline'
import { errorOfResponse } from './error-of-response'
import { type Asked, RegistryError, registryError } from './errors'
import { BYTES_MAX, DEADLINE_MS } from './limits'
import { networkError } from './network-error'
import { createRealmReader, type Realm } from './realm'
import { type Wait, withRetries } from './retry'
import { normalizeScopes } from './scopes'
import { createTokenCache, readToken, type Token } from './token-cache'
import type { Transport } from './transport'

/** What goes into `Authorization`. `fresh`: made for this very call, so a refusal is final. */
export interface Credentials {
  header: string
  fresh: boolean
}

export interface Authenticator {
  /** What is known to be wanted; null to try without. */
  credentials(scopes: readonly string[], signal: AbortSignal): Promise<Credentials | null>
  /** Answers a 401, once; null when there is nothing better to send. */
  answer(refused: Refusal, signal: AbortSignal): Promise<Credentials | null>
}

interface Refusal {
  /** `WWW-Authenticate`, all of it. */
  header: string
  scopes: readonly string[]
  sent: Credentials | null
  asked: Asked
}

export interface AuthenticatorParts {
  settings: RegistrySettings
  transport: Transport
  now: () => number
  random: () => number
  wait: Wait
  /** Told of every request to a token server. */
  onRequest: () => void
}

/** Signs in to one registry: anonymously, by Basic, or with Bearer tokens kept by scope. */
export function createAuthenticator(parts: AuthenticatorParts): Authenticator {
  const { settings } = parts
  const tokens = createTokenCache(parts.now)
  const readRealm = createRealmReader(new URL(settings.url))
  const basic = basicHeader(settings)
  // Registries hash the password of every Basic call at some cost, so what is wanted is asked only once.
  let wanted: 'unknown' | 'basic' | Realm = 'unknown'

  async function bearer(realm: Realm, scopes: readonly string[], signal: AbortSignal): Promise<Credentials> {
    const known = tokens.peek(scopes)
    const token =
      known ?? (await tokens.fetch(scopes, signal, (shared) => askToken(parts, realm, scopes, basic, shared)))
    return { header: `Bearer ${token.value}`, fresh: known === undefined }
  }

  async function answerBearer(challenge: Challenge, refused: Refusal, signal: AbortSignal) {
    const { sent, asked } = refused
    const scopes = normalizeScopes(refused.scopes)
    const realm = readRealm(challenge, asked)
    const told = normalizeScopes([challenge.parameters.scope ?? '', ...scopes])
    const isNews = told.length !== scopes.length || told.some((scope) => !scopes.includes(scope))
    const sentToken = sent?.header.startsWith('Bearer ') ? sent.header.slice('Bearer '.length) : null
    if (sentToken !== null && sent?.fresh && !isNews) return null
    wanted = realm
    if (sentToken !== null) tokens.drop(told, sentToken)
    if (sentToken !== null) tokens.drop(scopes, sentToken)
    const next = await bearer(realm, told, signal)
    const token = tokens.peek(told)
    if (isNews && token) tokens.keep(scopes, token)
    return next
  }

  return {
    async credentials(scopes, signal) {
      if (wanted === 'unknown') return null
      if (wanted === 'basic') return basic === null ? null : { header: basic, fresh: true }
      return bearer(wanted, normalizeScopes(scopes), signal)
    },
    async answer(refused, signal) {
      const challenge = chooseChallenge(parseChallenges(refused.header))
      if (challenge?.scheme === 'bearer') return answerBearer(challenge, refused, signal)
      if (challenge?.scheme !== 'basic') return null
      wanted = 'basic'
      return basic === null || refused.sent?.header === basic ? null : { header: basic, fresh: true }
    },
  }
}

function basicHeader({ username, password }: RegistrySettings): string | null {
  if (username === null) return null
  return `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`
}

async function askToken(
  parts: AuthenticatorParts,
  realm: Realm,
  scopes: readonly string[],
  basic: string | null,
  shared: AbortSignal,
): Promise<Token> {
  const { settings, random, wait } = parts
  const asked = { registry: settings.name, method: 'GET', url: realm.url.origin + realm.url.pathname }
  const deadline = startDeadline(DEADLINE_MS.token, shared)
  try {
    return await withRetries(
      () => askTokenOnce(parts, tokenUrl(realm, scopes, settings.username), basic, asked, deadline.signal),
      {
        policy: 'normal',
        deadline,
        random,
        wait,
      },
    )
  } catch (error) {
    if (error instanceof RegistryError || (shared.aborted && !deadline.expired)) throw error
    throw networkError(error, asked, realm.url.host)
  } finally {
    deadline.release()
  }
}

function tokenUrl({ url, service }: Realm, scopes: readonly string[], username: string | null): URL {
  const asking = new URL(url)
  if (service !== null) asking.searchParams.set('service', service)
  // One parameter each: some servers read only the first.
  for (const scope of scopes) asking.searchParams.append('scope', scope)
  if (username !== null) asking.searchParams.set('account', username)
  return asking
}

async function askTokenOnce(
  { settings, transport, now, onRequest }: AuthenticatorParts,
  url: URL,
  basic: string | null,
  asked: Asked,
  signal: AbortSignal,
): Promise<Token> {
  const isOwnHost = url.host === new URL(settings.url).host
  const headers = { 'user-agent': settings.userAgent, accept: 'application/json' }
  onRequest()
  try {
    const response = await transport.send({
      method: 'GET',
      origin: url.origin,
      path: url.pathname + url.search,
      headers: basic === null ? headers : { ...headers, authorization: basic },
      signal,
      lane: isOwnHost ? 'tokens' : 'elsewhere',
    })
    if (response.status !== 200)
      throw await errorOfResponse({
        response: { ...response, elsewhere: null },
        asked,
        target: { path: url.pathname, subject: `its sign-in service at ${url.host}`, missing: null },
        verb: 'use',
        username: settings.username,
        secrets: [settings.password ?? '', basic ?? ''],
        nowMs: now(),
      })
    const token = readToken(parseJson(await readBody(response, BYTES_MAX.token)), now())
    if (token === null)
      throw registryError(
        asked,
        'REGISTRY_UNAUTHORIZED',
        `The sign-in service of ${settings.name} at ${url.host} answered without a token. Is it the right one?`,
        { status: 200 },
      )
    return token
  } catch (error) {
    if (error instanceof RegistryError || signal.aborted) throw error
    throw networkError(error, asked, url.host)
  }
}
