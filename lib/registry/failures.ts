import 'server-only'
import { isRecord, parseJson } from '@/lib/oci/json'
import { RegistryError, type RegistryErrorCode } from './errors'

interface Place {
  registry: string
  method: string
  url: string
}

/** The one table from HTTP status to what it means here. Statuses not named are refusals. */
function codeOfStatus(status: number, missing: RegistryErrorCode): RegistryErrorCode {
  if (status === 401 || status === 403) return 'REGISTRY_UNAUTHORIZED'
  if (status === 404) return missing
  if (status === 429) return 'REGISTRY_RATE_LIMITED'
  if (status === 408 || status === 504) return 'REGISTRY_TIMEOUT'
  return 'REGISTRY_REFUSED'
}

/** An answer that is not what was asked for, as an error. `missing` is what a 404 means for this call. */
export function failureOfResponse(
  place: Place,
  answer: { status: number; body: Uint8Array; retryAfterSeconds: number | null; missing: RegistryErrorCode },
): RegistryError {
  const said = readDiagnosis(answer.body)
  const code = codeOfStatus(answer.status, answer.missing)
  return new RegistryError(sentence(code, place.registry, answer.status, said, answer.retryAfterSeconds), {
    ...place,
    code,
    status: answer.status,
    registryCode: said.code,
    registryMessage: said.message,
    retryAfterSeconds: answer.retryAfterSeconds,
  })
}

export function inconsistent(registry: string, what: string): RegistryError {
  return bare('REGISTRY_INCONSISTENT', registry, `${registry} contradicts itself: ${what}`)
}

export function unauthorized(registry: string, what: string): RegistryError {
  return bare('REGISTRY_UNAUTHORIZED', registry, what)
}

/** No answer at all: the network's words become a sentence, and never carry a header's value with them. */
export function failureOfNetwork(error: unknown, place: Place): RegistryError {
  if (error instanceof RegistryError) return error
  const { name, code } = describe(error)
  const timedOut = name === 'TimeoutError' || /TIMEOUT/.test(code)
  const aborted = name === 'AbortError'
  const text = timedOut
    ? `${place.registry} did not answer in time. Try again; if it stays so, look at the registry's load.`
    : aborted
      ? `The call to ${place.registry} was cancelled.`
      : `${place.registry} cannot be reached: ${reasonInWords(code)}`
  return new RegistryError(
    text,
    {
      ...place,
      code: timedOut ? 'REGISTRY_TIMEOUT' : 'REGISTRY_UNREACHABLE',
      status: null,
      registryCode: null,
      registryMessage: null,
      retryAfterSeconds: null,
    },
    { cause: code || name },
  )
}

function bare(code: RegistryErrorCode, registry: string, message: string): RegistryError {
  const nowhere = { method: '', url: '', status: null, registryCode: null, registryMessage: null }
  return new RegistryError(message, { code, registry, ...nowhere, retryAfterSeconds: null })
}

function describe(error: unknown): { name: string; code: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = isRecord(cause) || cause instanceof Error ? (cause as { code?: unknown }).code : ''
  return { name: error instanceof Error ? error.name : '', code: typeof code === 'string' ? code : '' }
}

function reasonInWords(code: string): string {
  if (code === 'ECONNREFUSED') return 'nothing listens there. Check its address and that it is running.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'its name is not known. Check the url in the configuration.'
  if (/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)) {
    return 'its certificate is signed by an authority Manifold does not know. Give its CA as caFile.'
  }
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired.'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'its certificate is for another name.'
  if (/^ERR_SSL|WRONG_VERSION/.test(code))
    return 'it does not speak TLS there. Should the url begin with http:// ?'
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET')
    return 'it broke the connection off.'
  return code ? `the network says ${code}.` : 'the connection failed.'
}

interface Diagnosis {
  code: string | null
  message: string | null
}

/** What the registry itself says is wrong; every shape seen in the field, capped and without control characters. */
function readDiagnosis(body: Uint8Array): Diagnosis {
  const json = parseJson(body)
  const first = isRecord(json) && Array.isArray(json.errors) ? json.errors.find(isRecord) : json
  if (isRecord(first)) {
    const message = [first.message, first.error, first.detail].find((text) => typeof text === 'string')
    return { code: plain(first.code), message: plain(message) }
  }
  const text = new TextDecoder().decode(body.subarray(0, 2048))
  return { code: null, message: /^\s*</.test(text) ? null : plain(text) }
}

function plain(text: unknown): string | null {
  if (typeof text !== 'string') return null
  const cleaned = text.replace(/\p{C}+/gu, ' ').trim()
  return cleaned === '' ? null : cleaned.slice(0, 300)
}

function sentence(
  code: RegistryErrorCode,
  registry: string,
  status: number,
  said: Diagnosis,
  retryAfterSeconds: number | null,
): string {
  const words = said.message ? ` It says: ${said.message.replace(/[.\s]+$/, '')}.` : ''
  switch (code) {
    case 'REGISTRY_UNAUTHORIZED':
      return `${registry} refused access (${status}): check the username, password and rights configured for it.${words}`
    case 'NAME_UNKNOWN':
      return `${registry} has no such repository.${words}`
    case 'MANIFEST_UNKNOWN':
      return `${registry} has no such manifest.${words}`
    case 'BLOB_UNKNOWN':
      return `${registry} has no such blob.${words}`
    case 'REGISTRY_RATE_LIMITED':
      return `${registry} asks to slow down${retryAfterSeconds === null ? '' : `; try again in ${retryAfterSeconds} seconds`}.${words}`
    default:
      return `${registry} answered with status ${status}.${words}`
  }
}
