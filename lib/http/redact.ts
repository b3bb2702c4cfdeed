import 'server-only'

const SECRETS: [RegExp, string][] = [
  [/\b(basic|bearer)\s+[\w.~+/=-]+/gi, '$1 ***'],
  [/\/\/[^/\s@]+@/g, '//***@'],
  [/\b(password|secret|token|authorization|set-cookie|cookie)(["']?\s*[:=]\s*["']?)[^\s"',}]+/gi, '$1$2***'],
]

/** A text fit for a log: credentials that a library may have put into its message are struck out. */
export function redact(text: string): string {
  return SECRETS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text)
}
