import { isRecord, type JsonRecord, parseJson } from './json'

/**
 * The bytes that a signed manifest of schema 1 has its digest from (distribution, manifest-v2-1.md, "Signed Manifests"):
 * what was signed, put together again as its signatures tell. Registries sign anew for every reader, so the bytes they
 * serve have another digest each time. Null where it is not signed, or not as it should be.
 */
export function schema1Payload(bytes: Uint8Array, body: JsonRecord): Uint8Array | null {
  const [signature] = Array.isArray(body.signatures) ? body.signatures : []
  const told = isRecord(signature) ? decodeBase64Url(signature.protected) : null
  const header = told && parseJson(told)
  if (!isRecord(header)) return null
  const { formatLength: length, formatTail } = header
  const tail = decodeBase64Url(formatTail)
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || !tail) return null
  if (length < 0 || length > bytes.byteLength) return null
  const payload = new Uint8Array(length + tail.byteLength)
  payload.set(bytes.subarray(0, length))
  payload.set(tail, length)
  return payload
}

function decodeBase64Url(text: unknown): Uint8Array | null {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]+$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (byte) => byte.charCodeAt(0))
  } catch {
    return null
  }
}
