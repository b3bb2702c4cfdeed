import type { Result } from '@/lib/oci/result'
import { type ReadSpec, readSpec } from './read-spec'
import { jsonToSpecNode, type SpecFailure } from './spec-node'
import { parseYaml } from './yaml-document'
import { yamlToSpecNode } from './yaml-node'

export type { ReadSpec } from './read-spec'
export type { Position, SpecFailure } from './spec-node'

export const BYTE_ORDER_MARK = '\uFEFF'

/** Reads the YAML manifest-tool reads (and the keys we add); fails with line and column. An empty text is an empty spec. */
export function readSpecYaml(text: string): Result<ReadSpec, SpecFailure> {
  const source = parseYaml(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text)
  if (!source.ok) return source
  const root = yamlToSpecNode(source.value)
  return root.ok ? readSpec(root.value) : root
}

/** The same spec as a JSON value, by the same rules; a string is taken as YAML. Without positions. */
export function readSpecJson(value: unknown): Result<ReadSpec, SpecFailure> {
  if (typeof value === 'string') return readSpecYaml(value)
  const root = jsonToSpecNode(value)
  return root.ok ? readSpec(root.value) : root
}
