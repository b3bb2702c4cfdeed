/** JSON whose key order is part of the value: maps are written in the order of their entries. */
export type OrderedJson = string | number | null | readonly OrderedJson[] | ReadonlyMap<string, OrderedJson>

/**
 * Writes JSON byte for byte as Go's encoding/json does (`Marshal`, or `MarshalIndent` where `indent` > 0):
 * `<`, `>`, `&`, U+2028 and U+2029 escaped, no newline at the end. The bytes decide the digest.
 */
export function encodeGoJson(value: OrderedJson, indent: number): string {
  return encode(value, ' '.repeat(indent), indent > 0 ? '\n' : '')
}

/** A string map as Go marshals it: keys sorted by their UTF-8 bytes, which is the order of code points. */
export function goStringMap(map: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const encoder = new TextEncoder()
  const keyed = Object.entries(map).map(([key, value]) => ({ key, value, bytes: encoder.encode(key) }))
  keyed.sort((a, b) => compareBytes(a.bytes, b.bytes))
  return new Map(keyed.map(({ key, value }) => [key, value]))
}

function encode(value: OrderedJson, step: string, lineStart: string): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return encodeString(value)
  if (typeof value === 'number') return String(value)
  if (isList(value)) return wrap('[', value.map(nested), ']')
  const colon = step === '' ? ':' : ': '
  return wrap(
    '{',
    [...value].map(([key, member]) => encodeString(key) + colon + nested(member)),
    '}',
  )

  function nested(member: OrderedJson): string {
    return encode(member, step, lineStart + step)
  }

  function wrap(open: string, members: string[], close: string): string {
    if (members.length === 0) return open + close
    const inner = lineStart + step
    return open + inner + members.join(`,${inner}`) + lineStart + close
  }
}

/** Array.isArray does not narrow readonly arrays. */
function isList(
  value: readonly OrderedJson[] | ReadonlyMap<string, OrderedJson>,
): value is readonly OrderedJson[] {
  return Array.isArray(value)
}

/** JSON.stringify agrees with Go but for these five; a lone surrogate has no UTF-8 and becomes U+FFFD. */
function encodeString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
