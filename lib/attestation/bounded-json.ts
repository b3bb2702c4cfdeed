import { fail, ok, type Result } from '@/lib/oci/result'

/** Deeper than any document that tools write; `JSON.stringify` and people stop long before. */
const DEPTH_MAX = 200
/** A list of 100,000 packages with their files has about two million; each value costs memory of its own. */
const VALUES_MAX = 4_000_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d]

/** Parses UTF-8 JSON that somebody else wrote, once it is known to be no burden. The failure is a sentence. */
export function boundedJson(bytes: Uint8Array): Result<unknown, string> {
  const { depth, values } = shapeOf(bytes)
  if (depth > DEPTH_MAX)
    return fail(`It is nested more than ${DEPTH_MAX} levels deep: no tool writes such a document.`)
  if (values > VALUES_MAX) return fail(`It holds more than ${VALUES_MAX / 1_000_000} million values.`)
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return fail('It is not JSON.')
  }
}

/** Depth and number of values, from the bytes alone; right for JSON, and harmless for anything else. */
function shapeOf(bytes: Uint8Array): { depth: number; values: number } {
  let [level, depth, values] = [0, 0, 1]
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes[place]
    if (byte === QUOTE) place = endOfText(bytes, place + 1)
    else if (byte === COMMA) values++
    else if (byte === BRACKET || byte === BRACE) {
      values++
      level++
      if (level > depth) depth = level
    } else if (byte === BRACKET_END || byte === BRACE_END) level--
    if (depth > DEPTH_MAX || values > VALUES_MAX) break
  }
  return { depth, values }
}

/** The quote that ends a text: the next one with an even number of backslashes before it. */
function endOfText(bytes: Uint8Array, from: number): number {
  for (let quote = bytes.indexOf(QUOTE, from); quote >= 0; quote = bytes.indexOf(QUOTE, quote + 1)) {
    let slashes = 0
    while (bytes[quote - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return quote
  }
  return bytes.length
}
