import { fail, ok, type Result } from '@/lib/oci/result'
import { specFailureInWords, specText } from './spec-text'
import { readSpecYaml } from './spec-yaml'

/**
 * A composition inside an address: `<packing>.<base64url>.<check>`. The check tells a link that a mail programme
 * cut or folded to lower case from one that says something else.
 */
export interface PackedSpec {
  packing: Packing
  bytes: Uint8Array<ArrayBuffer>
}

export interface SpecLinkFailure {
  code: 'LINK_DAMAGED' | 'LINK_TOO_LARGE' | 'LINK_UNREADABLE'
  message: string
}

/** `p`: the UTF-8 text as it is, for whoever cannot wait. `d`: deflated without a header (RFC 1951). */
const PACKINGS = { p: 'plain', d: 'deflate-raw' } as const
type Packing = (typeof PACKINGS)[keyof typeof PACKINGS]

/** Characters. Browsers and servers take more in a fragment; chats and mail programmes begin to cut here. */
export const SPEC_LINK_LENGTH_MAX = 32_000
const PACKED_PATTERN = /^([pd])\.([A-Za-z0-9_-]+)\.([0-9a-f]{8})$/
/** `String.fromCharCode` takes its input as arguments, of which an engine allows only so many. */
const CHUNK = 8192

/** The spec's YAML as a part of an address, without waiting for anything; `lib/client/spec-link.ts` makes it shorter. */
export function packSpec(yaml: string): string {
  return formatPackedSpec({ packing: 'plain', bytes: new TextEncoder().encode(yaml) })
}

export function formatPackedSpec({ packing, bytes }: PackedSpec): string {
  return `${packing === 'plain' ? 'p' : 'd'}.${toBase64Url(bytes)}.${checkOf(bytes)}`
}

/** Takes a packed spec apart; nothing is inflated here. Fails when it is cut, altered or longer than any link we make. */
export function parsePackedSpec(packed: string): Result<PackedSpec, SpecLinkFailure> {
  if (packed.length > SPEC_LINK_LENGTH_MAX) return fail(TOO_LARGE)
  const [, packing, data, check] = PACKED_PATTERN.exec(packed) ?? []
  const bytes = data === undefined ? null : fromBase64Url(data)
  if (bytes === null || (packing !== 'p' && packing !== 'd') || checkOf(bytes) !== check) return fail(DAMAGED)
  return ok({ packing: PACKINGS[packing], bytes })
}

/** The YAML a link was made from, once it is known to be a spec. */
export function specOfLink(bytes: Uint8Array): Result<string, SpecLinkFailure> {
  const text = specText(bytes)
  if (!text.ok) return fail(unreadable(text.error.message))
  const read = readSpecYaml(text.value)
  return read.ok ? text : fail(unreadable(specFailureInWords(read.error)))
}

export const DAMAGED: SpecLinkFailure = {
  code: 'LINK_DAMAGED',
  message:
    'A part of it is missing or was changed on the way. Ask for the link again, or for the YAML itself.',
}
export const TOO_LARGE: SpecLinkFailure = {
  code: 'LINK_TOO_LARGE',
  message: 'It holds more than a link can carry. Ask for the YAML itself, as a file.',
}
const unreadable = (message: string): SpecLinkFailure => ({ code: 'LINK_UNREADABLE', message })

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += CHUNK) binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Null for a length no encoder writes. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** FNV-1a, 32 bits: against accidents, not against people; whoever writes a link may write any composition. */
function checkOf(bytes: Uint8Array): string {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
