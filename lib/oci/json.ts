/** Reading JSON that somebody else wrote: what has the wrong type counts as absent. */

export type JsonRecord = Record<string, unknown>

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Making one costs more than decoding a manifest with it. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Parses UTF-8 JSON; undefined when it is not JSON. Callers have capped the size before. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    return undefined
  }
}

export function readString(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

export function readStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** The string values of an object, without a prototype: keys like `__proto__` are data here. */
export function readStringMap(value: unknown): Record<string, string> {
  const map: Record<string, string> = Object.create(null)
  if (!isRecord(value)) return map
  for (const [key, item] of Object.entries(value)) if (typeof item === 'string') map[key] = item
  return map
}

/** RFC 3339 as written, normalised to UTC; null when it is not a date. */
export function readInstant(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const milliseconds = Date.parse(value)
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString()
}
