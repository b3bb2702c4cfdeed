import 'server-only'
import { BodyTooLargeError } from './body'
import { type Asked, type RegistryError, registryError } from './errors'

/** Gives words to what a socket says. `host` is who was really spoken to: the registry, its storage, its token server. */
export function networkError(error: unknown, asked: Asked, host: string): RegistryError {
  const { registry } = asked
  const who = host === new URL(asked.url).host ? registry : `${registry} (at ${host})`
  if (error instanceof BodyTooLargeError)
    return registryError(
      asked,
      'REGISTRY_INCONSISTENT',
      `${who} sent more than ${inMiB(error.bytesMax)} where far less is usual: it was not read.`,
      { cause: error },
    )
  const code = codeOf(error)
  if (TIMEOUTS.has(code))
    return registryError(
      asked,
      'REGISTRY_TIMEOUT',
      `${who} took too long to answer. Try again in a moment.`,
      {
        cause: error,
        retryable: code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT',
      },
    )
  const cause = CAUSES.find(([codes]) => codes.test(code))
  const sentence = cause ? cause[1](who, host) : `The connection to ${who} broke off. Try again in a moment.`
  return registryError(asked, 'REGISTRY_UNREACHABLE', sentence, {
    cause: error,
    retryable: cause ? cause[2] : true,
  })
}

const TIMEOUTS = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
  'ABORT_ERR',
])

/** Error codes of Node, OpenSSL and undici; what to tell; whether trying again makes sense. */
const CAUSES: readonly (readonly [RegExp, (who: string, host: string) => string, boolean])[] = [
  [
    /^ECONNREFUSED$/,
    (who, host) => `${who} does not answer: nothing listens on ${host}. Check that it runs and its url.`,
    true,
  ],
  [
    /^(?:ENOTFOUND|EAI_)/,
    (who, host) => `${who} was not found: no such host name as ${host}. Check its url in manifold.yaml.`,
    false,
  ],
  [
    /^E(?:HOST|NET)(?:UNREACH|DOWN)$/,
    (who, host) => `${who} cannot be reached: there is no way to ${host} from here.`,
    true,
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    (who, host) =>
      `${who} shows a certificate for another name than ${host}. Use the name in the certificate as its url.`,
    false,
  ],
  [
    /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
    (who) => `${who} shows a certificate that is expired or not valid yet. Renew it, or check the clocks.`,
    false,
  ],
  [
    /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_)/,
    (who) =>
      `${who} shows a certificate that Manifold does not trust. Name its authority with caFile in manifold.yaml.`,
    false,
  ],
  [
    /^(?:EPROTO|ERR_SSL_)/,
    (who, host) =>
      `${who} does not speak TLS on ${host} as expected. If it is plain http, write its url with http://.`,
    false,
  ],
  [
    /^ADDRESS_FORBIDDEN$/,
    (who) => `${who} sent Manifold on to an address in a more private network; it did not go there.`,
    false,
  ],
  [
    /^(?:HPE_|UND_ERR_(?:HEADERS_OVERFLOW|RES_))/,
    (who, host) => `${who} answered something that is not HTTP. Check that ${host} is really a registry.`,
    false,
  ],
]

/** The first code in the chain; an error with several tries behind it (one per address) has it in the first. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return codeOf(error.cause)
}

const inMiB = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${bytes / 1024} KiB` : `${bytes / 1024 / 1024} MiB`
