import { fail, ok, type Result } from '@/lib/oci/result'
import { type ReadSpec, readSpec } from './read-spec'
import type { CompositionSpec } from './spec'
import { jsonToSpecNode, type SpecFailure } from './spec-node'
import { BYTE_ORDER_MARK, readSpecYaml } from './spec-yaml'
import type { YamlChange } from './yaml-change'
import { changeText } from './yaml-text'

export type EditFailure = SpecFailure | { code: 'EDIT_IMPOSSIBLE'; message: string }

/** Makes the changes one by one and makes sure that they give the spec that is wanted; null: any that can be read. */
export function changeSpec(
  text: string,
  changes: readonly YamlChange[],
  wanted: CompositionSpec | null,
): Result<string, EditFailure> {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  let body = text.slice(mark.length)
  for (const change of changes) {
    const changed = changeText(body, change)
    if (changed === null)
      return impossible('The YAML is written in a way the form cannot edit: change it there.')
    body = changed
  }
  const read = readSpecYaml(body)
  return read.ok && (wanted === null || isSame(read.value, wanted))
    ? ok(mark + body)
    : impossible('The form cannot make this change without touching more: change it in the YAML.')
}

export const impossible = (message: string) => fail<EditFailure>({ code: 'EDIT_IMPOSSIBLE', message })

/** Read as any spec is, so that what a spec cannot hold (an empty variant, say) does not count as a difference. */
function isSame({ spec }: ReadSpec, wanted: CompositionSpec): boolean {
  const node = jsonToSpecNode(wanted)
  const expected = node.ok ? readSpec(node.value) : node
  return expected.ok && canonical(spec) === canonical(expected.value.spec)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
