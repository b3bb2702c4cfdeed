/** A stretch of text: as it is, or the name of a character nobody can see. */
export type TextPart = { text: string; hidden: false } | { text: string; hidden: true; title: string }

// Controls, format characters (zero-width, bidirectional), line separators and fillers. Tabs, line ends and the
// variation selector of emoji stay.
const HIDDEN = /(?!\t|\n|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/**
 * Splits text from an image into what can be shown and what would hide or reorder it: a label must not be able
 * to look like another one. Tabs and line ends stay.
 */
export function visibleParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  for (const character of text) {
    const hidden = HIDDEN.test(character)
    const last = parts.at(-1)
    if (hidden) parts.push({ hidden, ...nameOf(character) })
    else if (last?.hidden === false) last.text += character
    else parts.push({ hidden, text: character })
  }
  return parts
}

/** The same as one text, for names and titles, which cannot be marked up. */
export const visibleText = (text: string): string =>
  visibleParts(text)
    .map((part) => part.text)
    .join('')

function nameOf(character: string): { text: string; title: string } {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return { text: code, title: `${code}: a character that cannot be seen` }
}
