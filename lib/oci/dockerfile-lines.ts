import type { RunCommand } from './dockerfile-run'

const INDENT = '    '

/** Text as comments, whatever is in it. */
export const commentLines = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map((line) => (line.trimStart().startsWith('#') ? line.trimStart() : `# ${line}`))
    .join('\n')

/** A RUN on as many lines as a person would give it: broken at `&&`, `||` and `;`, outside of quotes, nothing else changed. */
export function breakCommand({ command, buildArguments }: RunCommand, windows: boolean): string {
  const known = buildArguments.length > 0 ? `${commentLines(`with ${buildArguments.join(' ')}`)}\n` : ''
  if (command.includes('\n')) return known + heredoc(command)
  const continuation = windows ? '`' : '\\'
  return `${known}RUN ${breaksOf(command, windows).join(` ${continuation}\n${INDENT}`)}`
}

/** A command of many lines was a heredoc, or had one in it, which its first line then says. */
function heredoc(command: string): string {
  const [first = ''] = command.split('\n', 1)
  if (/<<-?["']?\w/.test(first)) return `RUN ${command}`
  let word = 'EOF'
  const lines = new Set(command.split('\n').map((line) => line.trim()))
  while (lines.has(word)) word += '_'
  return `RUN <<${word}\n${command}\n${word}`
}

/** The pieces between two breaks. One stands only where there is white space already, and never before a comment. */
function breaksOf(command: string, windows: boolean): string[] {
  const pieces: string[] = []
  const continuation = windows ? '`' : '\\'
  let start = 0
  let quote: string | null = null
  let depth = 0
  /** Behind an escaped character, which may be a space that parts nothing. */
  let free = 0
  const cut = (end: number, next: number) => {
    const piece = command.slice(start, end).trim()
    if (piece !== '') pieces.push(piece)
    start = next
  }
  for (let at = 0; at < command.length; at++) {
    const character = command[at] ?? ''
    if (character === continuation && quote !== "'") free = ++at + 1
    else if (quote !== null) quote = character === quote ? null : quote
    else if (QUOTES.includes(character) && character !== continuation) quote = character
    else if (character === '#' && /\s/.test(command[at - 1] ?? '')) break
    else if (character === '(') depth++
    else if (character === ')') depth--
    else if (depth <= 0 && at > free && isJoint(command, at)) {
      cut(at, at)
      at++
    } else if (depth <= 0 && isEndOfStatement(command, at)) cut(at + 1, at + 1)
  }
  cut(command.length, command.length)
  return pieces
}

const QUOTES = '"\'`'
const isSpace = (character: string | undefined): boolean => character === ' ' || character === '\t'

function isJoint(text: string, at: number): boolean {
  if (!isSpace(text[at - 1]) || !isSpace(text[at + 2])) return false
  return text.startsWith('&&', at) || text.startsWith('||', at)
}

function isEndOfStatement(text: string, at: number): boolean {
  if (text[at] !== ';' || !isSpace(text[at + 1]) || text[at - 1] === ';') return false
  return !text
    .slice(at + 1, at + 80)
    .trimStart()
    .startsWith('#')
}
