import 'server-only'
import { LRUCache } from 'lru-cache'
import { isRecord, readInstant, readString } from '@/lib/oci/json'
import { createSingleFlight } from './single-flight'

/** A token server's answer (distribution, spec/auth/token). Milliseconds since the epoch. */
export interface Token {
  value: string
  expiresAt: number
}

const LIFE_SECONDS_MIN = 60
/** Taken off a token's life, so that it does not end between the check and the call. */
const MARGIN_SECONDS = 8
const CLOCK_SKEW_MS_MAX = 60_000
const TOKENS_MAX = 2_000

/** Reads `token` or `access_token`; null when there is none that could stand in a header. */
export function readToken(answer: unknown, nowMs: number): Token | null {
  const fields = isRecord(answer) ? answer : {}
  const value = readString(fields.token) ?? readString(fields.access_token)
  if (value === null || !/^[\x21-\x7e]+$/.test(value)) return null
  const told = typeof fields.expires_in === 'number' && fields.expires_in > 0 ? fields.expires_in : 0
  const issuedAt = Date.parse(readInstant(fields.issued_at) ?? '')
  // A server whose clock is off would give us tokens that never, or always, are old.
  const start = Math.abs(issuedAt - nowMs) <= CLOCK_SKEW_MS_MAX ? Math.min(issuedAt, nowMs) : nowMs
  return { value, expiresAt: start + (Math.max(told, LIFE_SECONDS_MIN) - MARGIN_SECONDS) * 1000 }
}

/** Tokens of one registry and account, by normalised scopes. However many calls need one, it is asked for once. */
export function createTokenCache(now: () => number) {
  const tokens = new LRUCache<string, Token>({ max: TOKENS_MAX })
  const share = createSingleFlight<Token>()
  const keyOf = (scopes: readonly string[]) => [...scopes].sort().join(' ')

  return {
    /** A token that is still good, or undefined. */
    peek(scopes: readonly string[]): Token | undefined {
      const token = tokens.get(keyOf(scopes))
      return token && token.expiresAt > now() ? token : undefined
    },
    fetch(
      scopes: readonly string[],
      signal: AbortSignal,
      ask: (signal: AbortSignal) => Promise<Token>,
    ): Promise<Token> {
      const key = keyOf(scopes)
      return share(key, signal, async (shared) => {
        const token = await ask(shared)
        tokens.set(key, token)
        return token
      })
    },
    keep: (scopes: readonly string[], token: Token) => void tokens.set(keyOf(scopes), token),
    /** Only the token that was refused: a newer one may be there already. */
    drop(scopes: readonly string[], value: string) {
      if (tokens.get(keyOf(scopes))?.value === value) tokens.delete(keyOf(scopes))
    },
  }
}
