import type { Reading } from './dockerfile-history'
import { shellOf } from './dockerfile-run'

/** An instruction as a Dockerfile writes it, from how Go printed it into the history. Always one instruction. */
export function instructionText(keyword: string, printed: string, reading: Reading): string {
  // A line end would begin an instruction of its own.
  const rest = printed.replace(/\r?\n/g, '\\n')
  const words = () => wordsOf(rest)
  switch (keyword) {
    case 'CMD':
    case 'ENTRYPOINT':
      return `${keyword} ${commandText(rest, reading)}`
    case 'SHELL':
      return shellText(rest, reading)
    case 'EXPOSE':
      return `EXPOSE ${(words() ?? [rest]).join(' ')}`
    case 'VOLUME':
      return `VOLUME ${words() ? listText(words() ?? []) : rest}`
    case 'ENV':
    case 'ARG':
      return pairsText(keyword, rest, reading, environmentOf(reading.image.env))
    case 'LABEL':
      return pairsText(keyword, rest, reading, reading.image.labels)
    case 'HEALTHCHECK':
      return `HEALTHCHECK ${healthcheckText(rest, reading)}`
    case 'ADD':
    case 'COPY':
      return copyText(keyword, rest, reading)
    default:
      return `${keyword} ${rest}`
  }
}

/** `["nginx" "-g" "daemon off;"]`: what Go's %q makes of a list, or the same with commas. Null where it is neither. */
export function quotedWords(text: string): string[] | null {
  if (!text.startsWith('[') || !text.endsWith(']')) return null
  const inner = text.slice(1, -1).trim()
  const found = inner.match(/"(?:[^"\\]|\\.)*"/g) ?? []
  if (inner.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/[\s,]+/g, '') !== '') return null
  return found.map(unquote)
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    // Go writes characters as \x.., \a and \v, which JSON has not.
    return quoted.slice(1, -1).replace(/\\(["\\])/g, '$1')
  }
}

const listText = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(', ')}]`

/** `[/data /logs]`, and `map[80/tcp:{} 443/tcp:{}]` as older builders wrote it. */
function wordsOf(text: string): string[] | null {
  const quoted = quotedWords(text)
  if (quoted && quoted.length > 0) return quoted
  const inner = /^(?:map)?\[([^\]]*)\]$/.exec(text)?.[1]
  if (inner === undefined) return null
  return inner
    .split(/\s+/)
    .map((word) => word.replace(/:\{\}$/, ''))
    .filter((word) => word !== '')
}

function commandText(text: string, { shell }: Reading): string {
  const words = quotedWords(text)
  if (!words) return text
  const last = words.at(-1) ?? ''
  const inShell = words.length > 1 && words.slice(0, -1).join(' ') === shell.text && !last.includes('\n')
  return inShell ? last : listText(words)
}

/** From here on this is what stands in front of every command. */
function shellText(text: string, reading: Reading): string {
  const quoted = quotedWords(text)
  const inner = quoted && quoted.length > 0 ? quoted.join(' ') : text.replace(/^\[|\]$/g, '')
  reading.shell = shellOf(inner)
  if (quoted && quoted.length > 0) return `SHELL ${listText(quoted)}`
  // PowerShell's preferences behind its flag are one word.
  const flag = /^(.*? (?:-Command|-c|\/C))(?: (.+))?$/i.exec(inner)
  const words = (flag?.[1] ?? inner).split(' ')
  return `SHELL ${listText(flag?.[2] ? [...words, flag[2]] : words)}`
}

/** Classic builders kept what they added as a hash. */
function copyText(keyword: string, text: string, { limits }: Reading): string {
  if (keyword === 'COPY') limits.add('STAGES_LOST')
  const hashed = /^((?:--\S+ )*)((?:file|dir|multi):\S+) in (.+)$/.exec(text)
  if (hashed) {
    limits.add('SOURCES_HASHED')
    return `${keyword} ${hashed[1]}${hashed[2]} ${hashed[3]}`
  }
  const heredocs = [...text.matchAll(/(?:^| )<<-?(\w+)(?= )/g)].map(([, word]) => word)
  if (heredocs.length > 0) limits.add('HEREDOC_LOST')
  return [`${keyword} ${text}`, ...heredocs].join('\n')
}

const environmentOf = (env: readonly string[]): Record<string, string> =>
  Object.fromEntries(env.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]))

/** `A=1 B=two words`: nothing tells where a value ends but the next name, or the config that has the value. */
function pairsText(
  keyword: string,
  text: string,
  { image }: Reading,
  known: Readonly<Record<string, string>>,
): string {
  const pairs: string[] = []
  const continuation = image.windows ? '`' : '\\'
  let rest = text
  while (rest !== '') {
    const name = /^([^\s=]+)=/.exec(rest)?.[1]
    if (name === undefined) return `${keyword} ${text}`
    const behind = rest.slice(name.length + 1)
    const value = valueAt(behind, Object.hasOwn(known, name) ? known[name] : undefined)
    pairs.push(`${name}=${quoteValue(value, continuation)}`)
    rest = behind.slice(value.length).trimStart()
  }
  return `${keyword} ${pairs.join(` ${continuation}\n    `)}`
}

function valueAt(text: string, known: string | undefined): string {
  if (known !== undefined && text.startsWith(known) && [' ', undefined].includes(text[known.length]))
    return known
  const next = / [A-Za-z_][A-Za-z0-9_.\-/]*=/.exec(text)
  return next ? text.slice(0, next.index) : text
}

const quoteValue = (value: string, continuation: string): string =>
  /^[^\s"'$`\\]+$/.test(value) || (continuation === '`' && /^[^\s"'$`]+$/.test(value))
    ? value
    : `"${value.replace(continuation === '`' ? /["$`]/g : /["$\\]/g, (character) => continuation + character)}"`

/** `&{["CMD-SHELL" "curl ..."] "30s" "3s" "0s" "0s" '\x03'}`: a Go struct, its number of retries as a character. */
function healthcheckText(text: string, reading: Reading): string {
  const struct = /^&\{(\[.*\])((?: "[^"]*")*) '(.+)'\}$/.exec(text)
  const test = struct && quotedWords(struct[1] ?? '')
  if (!struct || !test) return text
  const [kind, ...words] = test
  if (kind === 'NONE') return 'NONE'
  const durations = (struct[2] ?? '').match(/"[^"]*"/g)?.map((quoted) => quoted.slice(1, -1)) ?? []
  const flags = ['interval', 'timeout', 'start-period', ...(durations.length > 3 ? ['start-interval'] : [])]
  const options = flags.flatMap((flag, place) => {
    const value = durations[place]
    return value === undefined || value === '0s' ? [] : [`--${flag}=${value}`]
  })
  const retries = runeOf(struct[3] ?? '')
  if (retries > 0) options.push(`--retries=${retries}`)
  const command = kind === 'CMD-SHELL' ? (words[0] ?? '') : commandText(listText(words), reading)
  return [...options, `CMD ${command}`].join(' ')
}

const RUNES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 }

function runeOf(printed: string): number {
  if (!printed.startsWith('\\')) return printed.codePointAt(0) ?? 0
  const hex = /^\\[xuU]([0-9a-f]+)$/i.exec(printed)?.[1]
  return hex === undefined ? (RUNES[printed[1] ?? ''] ?? 0) : Number.parseInt(hex, 16)
}
