import { isRecord, type JsonRecord } from '@/lib/oci/json'
import { fail, ok, type Result } from '@/lib/oci/result'
import { boundedJson } from './bounded-json'
import { readCycloneDx } from './cyclonedx'
import type { AttestationDocument, Subject } from './document'
import { readProvenance0, readProvenance1 } from './provenance'
import { asArray, dig, firstOf, readDigestSet, readText } from './read-text'
import { readSpdx } from './spdx'

/** A bundle holds an envelope, which holds a statement, which may hold text: deeper is nobody's format. */
const WRAPPERS_MAX = 4
const SUBJECTS_MAX = 100
const STATEMENT = 'https://in-toto.io/Statement/'
const BUNDLE = 'application/vnd.dev.sigstore.bundle'

/**
 * Reads a document that describes an image, from its bytes: SLSA provenance, SPDX, CycloneDX, alone, in an in-toto
 * statement, a DSSE envelope or a sigstore bundle. What it does not know is `other` with its type. Never throws: a
 * document that cannot be read fails with a sentence. Signatures are counted, not checked.
 */
export function readDocument(bytes: Uint8Array): Result<AttestationDocument, string> {
  const parsed = boundedJson(bytes)
  return parsed.ok ? unwrap(parsed.value, WRAPPERS_MAX) : parsed
}

type Reading = Result<AttestationDocument, string>

function unwrap(value: unknown, left: number): Reading {
  if (!isRecord(value)) return fail('It is JSON, but not an object.')
  if (left === 0) return fail('It is wrapped in more envelopes than any format has.')
  if (readText(value.mediaType)?.startsWith(BUNDLE)) return readBundle(value, left)
  if (typeof value.payload === 'string' && Array.isArray(value.signatures)) return readEnvelope(value, left)
  if (readText(value._type)?.startsWith(STATEMENT)) return readStatement(value)
  return ok(plain(value))
}

function readBundle(bundle: JsonRecord, left: number): Reading {
  const envelope = dig(bundle, 'dsseEnvelope')
  if (envelope) return wrappedIn('sigstore-bundle', unwrap(envelope, left - 1))
  if (!isRecord(bundle.messageSignature))
    return fail('This sigstore bundle holds neither a statement nor a signature.')
  const [image] = readDigestSet(digestOfMessage(bundle.messageSignature))
  const body = { kind: 'signature', image: image ?? null, reference: null } as const
  const type = readText(bundle.mediaType)
  return ok({ ...NOTHING, wrapping: ['sigstore-bundle'], signatures: 1, type, body })
}

/** `{algorithm: "SHA2_256", digest: <base64>}` as a digest set. */
function digestOfMessage(signature: JsonRecord): JsonRecord {
  const told = dig(signature, 'messageDigest')
  const bytes = fromBase64(readText(told?.digest) ?? '')
  if (readText(told?.algorithm) !== 'SHA2_256' || bytes?.length !== 32) return {}
  return { sha256: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') }
}

/** DSSE, Dead Simple Signing Envelope: the payload is the statement, in base64. */
function readEnvelope(envelope: JsonRecord, left: number): Reading {
  const payload = fromBase64(String(envelope.payload))
  if (payload === null) return fail('The payload of its DSSE envelope is not base64.')
  const parsed = boundedJson(payload)
  const type = readText(envelope.payloadType)
  const inside = parsed.ok ? unwrap(parsed.value, left - 1) : ok({ ...NOTHING, type })
  const read = wrappedIn('dsse', inside)
  if (!read.ok) return read
  return ok({ ...read.value, signatures: asArray(envelope.signatures).length })
}

function readStatement(statement: JsonRecord): Reading {
  const subjects = firstOf(statement.subject, SUBJECTS_MAX, readSubject)
  const type = readText(statement.predicateType)
  const { predicate } = statement
  const read = bodyOf(type, predicate)
  return ok({
    ...NOTHING,
    wrapping: ['in-toto'],
    type,
    subjects: subjects.items,
    subjectCount: subjects.count,
    body: read,
  })
}

function readSubject(value: unknown): Subject | null {
  return isRecord(value) ? { name: readText(value.name), digests: readDigestSet(value.digest) } : null
}

function bodyOf(type: string | null, predicate: unknown): AttestationDocument['body'] {
  if (/^https:\/\/slsa\.dev\/provenance\/v1(?:\.|$)/.test(type ?? '')) return readProvenance1(predicate)
  if (/^https:\/\/slsa\.dev\/provenance\/v0\./.test(type ?? '')) return readProvenance0(predicate)
  return plain(predicateDocument(predicate)).body
}

/** Some tools put the document below `Data`, or into a text. */
function predicateDocument(predicate: unknown): JsonRecord {
  const data = isRecord(predicate) && 'Data' in predicate ? predicate.Data : predicate
  if (typeof data !== 'string') return isRecord(data) ? data : {}
  const parsed = boundedJson(new TextEncoder().encode(data))
  return parsed.ok && isRecord(parsed.value) ? parsed.value : {}
}

/** A document that stands for itself, by what only its format has. */
function plain(document: JsonRecord): AttestationDocument {
  const spdx = readText(document.spdxVersion, 64)
  if (spdx?.startsWith('SPDX-2.')) return { ...NOTHING, type: spdx, body: readSpdx(document) }
  if (document.bomFormat === 'CycloneDX') {
    const type = `CycloneDX ${readText(document.specVersion, 16) ?? ''}`.trim()
    return { ...NOTHING, type, body: readCycloneDx(document) }
  }
  const critical = dig(document, 'critical')
  if (critical) {
    const image = readText(dig(critical, 'image')?.['docker-manifest-digest'])
    const reference = readText(dig(critical, 'identity')?.['docker-reference'])
    return { ...NOTHING, type: readText(critical.type), body: { kind: 'signature', image, reference } }
  }
  const context = Array.isArray(document['@context']) ? document['@context'][0] : document['@context']
  return {
    ...NOTHING,
    type: readText(document.$schema) ?? readText(document.mediaType) ?? spdx ?? readText(context),
  }
}

const NOTHING: AttestationDocument = {
  wrapping: [],
  signatures: 0,
  type: null,
  subjects: [],
  subjectCount: 0,
  body: { kind: 'other' },
}

function wrappedIn(wrapper: AttestationDocument['wrapping'][number], read: Reading): Reading {
  return read.ok ? ok({ ...read.value, wrapping: [wrapper, ...read.value.wrapping] }) : read
}

/** Standard or URL-safe, padded or not; null when it is neither. */
function fromBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = new Uint8Array(binary.length)
    for (let place = 0; place < binary.length; place++) bytes[place] = binary.charCodeAt(place)
    return bytes
  } catch {
    return null
  }
}
