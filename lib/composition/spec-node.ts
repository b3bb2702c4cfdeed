import { fail, ok, type Result } from '@/lib/oci/result'

/** A place in the YAML, both from 1. */
export interface Position {
  line: number
  column: number
}

/** Why a text or a JSON value is no spec at all. JSON has no positions. */
export interface SpecFailure {
  code: 'YAML_INVALID' | 'REQUEST_INVALID'
  message: string
  line?: number
  column?: number
}

/** What YAML and JSON have in common: read once into this, then checked by one set of rules. */
export type SpecNode = { at: Position | null } & (
  | { kind: 'map'; entries: SpecEntryNode[] }
  | { kind: 'list'; items: SpecNode[] }
  /** The text as written: `1.0` and `8` are no numbers here. */
  | { kind: 'text'; text: string }
  | { kind: 'null' }
)

export interface SpecEntryNode {
  key: string
  keyAt: Position | null
  value: SpecNode
}

/** Far beyond any real spec; small enough that nothing written to explode gets far. */
export const SPEC_NODES_MAX = 50_000
export const SPEC_DEPTH_MAX = 32

/** A JSON value as spec nodes. JSON has lost how numbers were written: `1.0` arrives as 1. */
export function jsonToSpecNode(value: unknown): Result<SpecNode, SpecFailure> {
  let left = SPEC_NODES_MAX
  let failure: SpecFailure | null = null

  const convert = (item: unknown, depth: number): SpecNode => {
    if (--left < 0 || depth > SPEC_DEPTH_MAX) {
      failure = { code: 'REQUEST_INVALID', message: 'The spec is too large or nested too deeply.' }
      return { kind: 'null', at: null }
    }
    if (item === null || item === undefined) return { kind: 'null', at: null }
    if (Array.isArray(item))
      return { kind: 'list', at: null, items: item.map((member) => convert(member, depth + 1)) }
    if (typeof item !== 'object') return { kind: 'text', at: null, text: String(item) }
    const entries = Object.entries(item).map(([key, member]) => ({
      key,
      keyAt: null,
      value: convert(member, depth + 1),
    }))
    return { kind: 'map', at: null, entries }
  }

  const root = convert(value, 0)
  return failure ? fail(failure) : ok(root)
}
