/** Makes one word of a POSIX shell out of any text. */
export function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** What belongs together on a line of a long command: an option and its value, or one argument. */
export type CommandPart = readonly string[]

const LINE_MAX = 80

/** A command as people read it: on one line where it is short, else a part on each line. */
export function shellCommand(parts: readonly CommandPart[]): string {
  const quoted = parts.map((words) => words.map(shellQuote).join(' '))
  const line = quoted.join(' ')
  return line.length <= LINE_MAX ? line : quoted.join(' \\\n  ')
}

/** An option and its value, as one word where the value could be taken for an option. */
export function shellOption(name: string, value: string): CommandPart {
  return value.startsWith('-') ? [`${name}=${value}`] : [name, value]
}

/** A here-document that ends where it should: no line of `text` is its end word. */
export function hereDocument(text: string, endWord = 'YAML'): string {
  const lines = new Set(text.split(/\r?\n/))
  let word = endWord
  while (lines.has(word)) word += '_END'
  return `<<'${word}'\n${text}${text.endsWith('\n') ? '' : '\n'}${word}`
}
