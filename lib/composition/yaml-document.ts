import { CST, type Document, Lexer, LineCounter, parseDocument, type YAMLError } from 'yaml'
import { fail, ok, type Result } from '@/lib/oci/result'
import type { Position, SpecFailure } from './spec-node'

export interface YamlSource {
  document: Document.Parsed
  /** Where an offset into the text lies. */
  positionOf(offset: number): Position
}

/** Characters. A spec of a thousand entries has a quarter of that. */
const YAML_LENGTH_MAX = 512 * 1024
const YAML_DEPTH_MAX = 40

/**
 * Parses one YAML document, or says where and why it is none. The text carries no byte order mark (callers strip
 * it). Key uniqueness is checked where the maps are read: the library's own check is quadratic.
 */
export function parseYaml(text: string): Result<YamlSource, SpecFailure> {
  if (text.length > YAML_LENGTH_MAX)
    return fail({ ...yamlFailure('The YAML is larger than half a megabyte.'), line: 1, column: 1 })
  const tooDeep = tooDeepAt(text)
  if (tooDeep) return fail({ ...yamlFailure('The YAML is nested too deeply.'), ...tooDeep })

  const lines = new LineCounter()
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const document = parseDocument(text, {
    keepSourceTokens: true,
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  })
  const problem = document.errors[0] ?? document.warnings[0]
  if (problem) return fail({ ...yamlFailure(inWords(problem)), ...positionOf(problem.pos[0]) })
  return ok({ document, positionOf })
}

function yamlFailure(message: string): SpecFailure {
  return { code: 'YAML_INVALID', message }
}

function inWords(problem: YAMLError): string {
  switch (problem.code) {
    case 'TAB_AS_INDENT':
      return 'A tab cannot indent YAML: use spaces.'
    case 'MULTIPLE_DOCS':
      return 'There is more than one YAML document here: keep one and remove the line "---".'
    case 'BAD_INDENT':
      return 'This line is indented too little, or a bracket before it is not closed.'
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'There is a second ": " on this line: put the value in quotes, or the inner key on a line of its own.'
    case 'MISSING_CHAR':
      return 'Something is missing here: a closing quote, a bracket or a colon.'
    default:
      return `This is not valid YAML: ${problem.message.replace(/\.$/, '')}.`
  }
}

/**
 * Where nesting passes the limit, or null. The parser recurses per level and a text of brackets takes the whole
 * process down with it, so depth is measured on the lexer's flat tokens first.
 */
function tooDeepAt(text: string): Position | null {
  let line = 1
  let column = 0
  let flow = 0
  const blocks: number[] = []
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token)
    if (type === 'flow-seq-start' || type === 'flow-map-start') flow++
    if (type === 'flow-seq-end' || type === 'flow-map-end') flow--
    if (flow === 0 && (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind')) {
      while ((blocks.at(-1) ?? -1) > column) blocks.pop()
      if (blocks.at(-1) !== column) blocks.push(column)
    }
    if (flow + blocks.length > YAML_DEPTH_MAX) return { line, column: column + 1 }
    if (type === 'doc-mode' || type === 'flow-error-end' || type === 'scalar') continue
    const breaks = token.split('\n').length - 1
    line += breaks
    column = breaks > 0 ? token.length - token.lastIndexOf('\n') - 1 : column + token.length
  }
  return null
}
