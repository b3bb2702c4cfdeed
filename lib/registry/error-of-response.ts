import 'server-only'
import { isRecord, parseJson, readString } from '@/lib/oci/json'
import { readBodyStart } from './body'
import { parseChallenges } from './challenge'
import { type Asked, type RegistryError, type RegistryErrorCode, registryError } from './errors'
import { BYTES_MAX } from './limits'
import { redact } from './redact'
import { readRetryAfter } from './retry'
import type { Target } from './targets'
import type { WireResponse } from './transport'

/** The one table from a registry's status to our code. Only a 404 is ever "missing"; see `Target.missing`. */
function codeOfStatus(status: number): RegistryErrorCode {
  if (status === 401 || status === 403) return 'REGISTRY_UNAUTHORIZED'
  if (status === 429) return 'REGISTRY_RATE_LIMITED'
  if (status === 408 || status === 504 || status === 524) return 'REGISTRY_TIMEOUT'
  // What a front proxy says when the registry behind it is gone.
  if (status === 502 || status === 503 || status === 522) return 'REGISTRY_UNREACHABLE'
  return 'REGISTRY_REFUSED'
}

const RETRYABLE = new Set([408, 429, 500, 502, 503, 504, 522])

export interface Refused {
  response: WireResponse
  asked: Asked
  target: Target
  /** What we wanted: "read", "write", "delete". */
  verb: string
  username: string | null
  secrets: readonly string[]
  nowMs: number
}

/** Makes the error of a status that was not hoped for. Reads at most 64 KiB of the body, of whatever kind it is. */
export async function errorOfResponse(refused: Refused): Promise<RegistryError> {
  const { response, asked, target, nowMs } = refused
  const { status, headers } = response
  const own = readOwnWords(await readBodyStart(response, BYTES_MAX.error), headers['content-type'] ?? '')
  const registryMessage = own.message === null ? null : redact(own.message, refused.secrets)
  const missing = status === 404 ? target.missing : null
  const code =
    response.elsewhere && missing === null && (status === 401 || status === 403)
      ? 'REGISTRY_REFUSED'
      : (missingCode(missing, own.code) ?? codeOfStatus(status))
  const details = {
    status,
    registryCode: own.code === null ? null : redact(own.code, refused.secrets),
    registryMessage,
    retryAfterSeconds: readRetryAfter(headers['retry-after'], nowMs),
    retryable: RETRYABLE.has(status),
  }
  return registryError(asked, code, sentence(code, { ...refused, ...details }), details)
}

/** The registry tells a missing repository from a missing manifest; where it does, so do we. */
function missingCode(missing: Target['missing'], registryCode: string | null): Target['missing'] {
  return missing !== null && registryCode === 'NAME_UNKNOWN' ? 'NAME_UNKNOWN' : missing
}

type Facts = Refused & { status: number; registryMessage: string | null; retryAfterSeconds: number | null }

function sentence(code: RegistryErrorCode, facts: Facts): string {
  const { asked, target, status, registryMessage, verb } = facts
  const { registry } = asked
  const says = registryMessage === null ? '' : ` It says: ${ended(registryMessage)}`
  switch (code) {
    case 'NAME_UNKNOWN':
    case 'MANIFEST_UNKNOWN':
    case 'BLOB_UNKNOWN':
      return `${capital(target.subject)} ${target.missing === 'NAME_UNKNOWN' ? 'are' : 'is'} not in the registry (404).`
    case 'REGISTRY_UNAUTHORIZED':
      return unauthorized(facts)
    case 'REGISTRY_RATE_LIMITED':
      return `${registry} limits how often it may be asked (429). Try again ${inTime(facts.retryAfterSeconds)}.`
    case 'REGISTRY_TIMEOUT':
      return `${registry} or a proxy before it ran out of time (${status}). Try again in a moment.`
    case 'REGISTRY_UNREACHABLE':
      return `${registry} is not available right now (${status}). Try again ${inTime(facts.retryAfterSeconds)}.`
    default:
      return status >= 500
        ? `${registry} failed to ${verb} ${target.subject} (${status}). If it lasts, its log tells more.${says}`
        : refusal(facts, says)
  }
}

function refusal({ asked, target, status, verb, response }: Facts, says: string): string {
  const { registry } = asked
  if (status >= 300 && status < 400)
    return `${registry} sends Manifold elsewhere (${status}) for ${target.subject}. Check its url in manifold.yaml.`
  if (status === 404)
    return `${registry} does not know ${target.subject} (404). Is its url that of a registry?`
  if (status === 405) return `${registry} does not allow Manifold to ${verb} ${target.subject} (405).${says}`
  const who = response.elsewhere ? `The storage of ${registry} (${response.elsewhere})` : registry
  return `${who} refused to ${verb} ${target.subject} (${status}).${says}`
}

function unauthorized({ asked, target, status, verb, response, username }: Facts): string {
  const { registry } = asked
  const challenges = parseChallenges(response.headers['www-authenticate'] ?? '')
  const known = challenges.some(({ scheme }) => scheme === 'basic' || scheme === 'bearer')
  const noRight = challenges.some(({ parameters }) => parameters.error === 'insufficient_scope')
  if (status === 401 && challenges.length > 0 && !known)
    return `${registry} wants a kind of sign-in that Manifold does not know (401): ${redact(challenges[0]?.scheme ?? '', [])}.`
  if (username === null)
    return `${registry} wants a sign-in (${status}) to ${verb} ${target.subject}: set username and password in manifold.yaml.`
  if (status === 403 || noRight)
    return `${registry} gives "${username}" no right to ${verb} ${target.subject} (${status}): ask its owner for it.`
  return `${registry} refused the sign-in (${status}): check username and password in manifold.yaml.`
}

function inTime(seconds: number | null): string {
  if (seconds === null || seconds === 0) return 'in a moment'
  if (seconds < 120) return `in ${seconds} seconds`
  return seconds < 7200 ? `in ${Math.ceil(seconds / 60)} minutes` : `in ${Math.ceil(seconds / 3600)} hours`
}

const capital = (text: string): string =>
  text.replace(/^(?:the|blob|its) /, (word) => word[0]?.toUpperCase() + word.slice(1))
const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

/** Every shape registries, their proxies and their token servers answer errors in. */
export function readOwnWords(
  bytes: Uint8Array,
  contentType: string,
): { code: string | null; message: string | null } {
  const body = parseJson(bytes)
  if (isRecord(body)) {
    const errors = Array.isArray(body.errors) ? body.errors.filter(isRecord) : []
    const messages = errors.map(wordsOfError).filter((words) => words !== null)
    const message = messages.join('; ') || readString(body.message) || readString(body.error_description)
    const plain = readString(body.details) ?? readString(body.error)
    return { code: readString(errors[0]?.code) ?? readString(body.code), message: message || plain }
  }
  const text = new TextDecoder().decode(bytes).trim()
  const isHtml = contentType.includes('html') || /^\s*</.test(text)
  return { code: null, message: text === '' || isHtml ? null : text }
}

/** Message and, where it is short text (the digest that is missing), its detail. */
function wordsOfError({ code, message, detail }: Record<string, unknown>): string | null {
  const words = readString(message) ?? readString(code)
  if (words === null) return readString(detail)
  return typeof detail === 'string' && detail !== '' && detail.length < 100 ? `${words}: ${detail}` : words
}
