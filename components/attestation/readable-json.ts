/** JSON in lines of its own; as it is where it cannot be written again (too deep, no JSON). */
export function readableJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** The statement inside a DSSE envelope, or of the envelope inside a bundle, as text; null where there is none. */
export function payloadOf(text: string): string | null {
  try {
    const document = JSON.parse(text)
    const payload = (document.dsseEnvelope ?? document).payload
    if (typeof payload !== 'string') return null
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    return readableJson(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}
