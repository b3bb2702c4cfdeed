import { fail, ok, type Result } from '@/lib/oci/result'
import { BYTE_ORDER_MARK, type SpecFailure } from './spec-yaml'

/** Bytes. What the YAML reader takes at most, so that nothing larger is ever decoded. */
export const SPEC_BYTES_MAX = 512 * 1024

/** The text of a file or a link: UTF-8, small enough, and no binary. The failure says which of these it is not. */
export function specText(bytes: Uint8Array): Result<string, { message: string }> {
  if (bytes.length > SPEC_BYTES_MAX)
    return fail({ message: 'It is larger than half a megabyte, which no composition is.' })
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (text.includes('\0')) return fail({ message: 'It is a binary file and holds no text.' })
    return ok(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text)
  } catch {
    return fail({ message: 'It is not a text in UTF-8. Save it as UTF-8 and try again.' })
  }
}

/** Why a text is no spec, with its place where it has one: "Line 3, column 5: ...". */
export function specFailureInWords({ message, line, column }: SpecFailure): string {
  return line === undefined ? message : `Line ${line}, column ${column ?? 1}: ${message}`
}
