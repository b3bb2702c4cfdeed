import { fail, ok, type Result } from './result'

export interface GlobProblem {
  code: 'GLOB_INVALID'
  message: string
}

export type Glob = (name: string) => boolean

const LENGTH_MAX = 128
const GLOB_CHARACTERS = /^[A-Za-z0-9._/*?{},-]*$/

/**
 * Reads a glob over names of repositories or tags: `*` any characters of one path segment, `?` one of them, `**` any
 * number of whole segments, none included, `{a,b}` either. At most 128 characters, and nothing else is special.
 *
 * Globs are written by people and matched against hundreds of thousands of names, so the time is at most the length of
 * the glob times that of the name: libraries make regular expressions of them, which a few stars bring to a halt.
 */
export function createGlob(text: string): Result<Glob, GlobProblem> {
  if (text === '') return invalid(text, 'it is empty')
  if (text.length > LENGTH_MAX) return invalid(text, `it has more than ${LENGTH_MAX} characters`)
  if (!GLOB_CHARACTERS.test(text))
    return invalid(text, 'beside the characters of names it may hold * ** ? and {a,b} alone')
  if (!/[*?{},]/.test(text)) return ok((name) => name === text)
  const reader = { text, at: 0 }
  const match = readSteps(reader)
  if (match === null) return invalid(text, 'a { is without its }')
  if (reader.at < text.length) return invalid(text, `a ${text[reader.at]} stands outside of {a,b}`)
  return ok((name) => {
    const start = new Uint8Array(name.length + 1)
    start[0] = 1
    return match(name, start)[name.length] === 1
  })
}

/** The places in a name that can be reached from those marked in `from`: a 1 for each, the one after the end included. */
type Step = (name: string, from: Uint8Array) => Uint8Array

interface Reader {
  text: string
  at: number
}

/** Up to the end, or to the comma or brace that ends a choice; null where a brace is never closed. */
function readSteps(reader: Reader): Step | null {
  const steps: Step[] = []
  while (reader.at < reader.text.length && !/[,}]/.test(reader.text[reader.at] ?? '')) {
    const step = readStep(reader)
    if (step === null) return null
    steps.push(step)
  }
  return (name, from) => steps.reduce((places, step) => step(name, places), from)
}

function readStep(reader: Reader): Step | null {
  const rest = reader.text.slice(reader.at)
  const before = reader.text[reader.at - 1] ?? '/'
  const take = (length: number, step: Step) => {
    reader.at += length
    return step
  }
  if (rest[0] === '{') return readChoice(reader)
  if (rest[0] === '?') return take(1, (name, from) => moved(from, 1, (place) => name[place] !== '/'))
  const [stars] = /^\*+/.exec(rest) ?? []
  if (stars) {
    const after = rest[stars.length] ?? '}'
    if (stars.length === 1 || !/[/{,]/.test(before) || !/[/},]/.test(after))
      return take(stars.length, segment)
    return after === '/' ? take(stars.length + 1, segments) : take(stars.length, everything)
  }
  const [ending] = /^\/\*\*+(?=[},]|$)/.exec(rest) ?? []
  if (ending) return take(ending.length, below)
  const [letters = ''] = /^\/|^[^*?{},/]+/.exec(rest) ?? []
  return take(letters.length, (name, from) =>
    moved(from, letters.length, (place) => name.startsWith(letters, place)),
  )
}

function readChoice(reader: Reader): Step | null {
  const branches: Step[] = []
  do {
    reader.at++
    const branch = readSteps(reader)
    if (branch === null) return null
    branches.push(branch)
  } while (reader.text[reader.at] === ',')
  if (reader.text[reader.at] !== '}') return null
  reader.at++
  return (name, from) => {
    const reached = new Uint8Array(from.length)
    for (const branch of branches)
      for (const [place, mark] of branch(name, from).entries()) reached[place] ||= mark
    return reached
  }
}

function moved(from: Uint8Array, by: number, fits: (place: number) => boolean): Uint8Array {
  const reached = new Uint8Array(from.length)
  for (let place = 0; place + by < from.length; place++)
    if (from[place] === 1 && fits(place)) reached[place + by] = 1
  return reached
}

/** Goes on from every place reached, over each character that may be passed. */
function spread(from: Uint8Array, passes: (place: number) => boolean): Uint8Array {
  const reached = from.slice()
  for (let place = 0; place + 1 < from.length; place++)
    if (reached[place] === 1 && passes(place)) reached[place + 1] = 1
  return reached
}

/** `*` */
const segment: Step = (name, from) => spread(from, (place) => name[place] !== '/')
/** `**` at the end, or alone. */
const everything: Step = (_name, from) => spread(from, () => true)
/** `**` before a slash, with the slash. */
const segments: Step = (name, from) =>
  everything(name, from).map((mark, place) => (name[place - 1] === '/' ? mark : (from[place] ?? 0)))
/** `**` after a slash, with the slash. */
const below: Step = (name, from) => {
  const reached = everything(
    name,
    moved(from, 1, (place) => name[place] === '/'),
  )
  return reached.map((mark, place) => mark || (from[place] ?? 0))
}

function invalid(text: string, reason: string) {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return fail<GlobProblem>({ code: 'GLOB_INVALID', message: `"${shown}" is not a glob: ${reason}.` })
}

const ALTERNATIVES_MAX = 200

/**
 * The same as patterns of SQL's LIKE, one of which has to fit, for names without a slash: what asks a database for
 * tags. Null where they are too many to ask for.
 */
export function likePatterns(glob: string): string[] | null {
  const brace = /\{([^{}]*)\}/.exec(glob)
  if (!brace)
    return [
      glob
        .replace(/[\\%_]/g, '\\$&')
        .replace(/\*+/g, '%')
        .replaceAll('?', '_'),
    ]
  const patterns: string[] = []
  for (const alternative of (brace[1] ?? '').split(',')) {
    const rest = glob.slice(0, brace.index) + alternative + glob.slice(brace.index + brace[0].length)
    const more = likePatterns(rest)
    if (more === null || patterns.length + more.length > ALTERNATIVES_MAX) return null
    patterns.push(...more)
  }
  return patterns
}
