import 'server-only'

const LENGTH_MAX = 500

/** Somebody else's text, fit to be shown: one line, no control or invisible characters, clipped, without secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text
    .slice(0, LENGTH_MAX * 4)
    .replace(INVISIBLE, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '***')
  clean = clean
    .replace(/\b(bearer|basic) +[\w.~+/=-]{8,}/gi, '$1 ***')
    .replace(/(\/\/)[^\s/@]+@/g, '$1***@')
    .replace(
      /([?&](?:[\w.-]*(?:token|sig|signature|password|secret|credential|key)[\w.-]*)=)[^&\s"]+/gi,
      '$1***',
    )
  return clean.length > LENGTH_MAX ? `${clean.slice(0, LENGTH_MAX - 1)}…` : clean
}

/** Control characters, and those that hide or reorder text. */
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
