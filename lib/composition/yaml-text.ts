import { changeDocument, type YamlChange } from './yaml-change'
import { parseYaml } from './yaml-document'
import { yamlToSpecNode } from './yaml-node'
import { spliceText } from './yaml-splice'

/**
 * Makes one change to the text, or null when it cannot be made. Cutting and pasting leaves every other byte; where
 * that does not mean exactly what the change means, the whole text is written anew from its tree, comments kept.
 */
export function changeText(text: string, change: YamlChange): string | null {
  const crlf = text.includes('\r\n')
  const plain = crlf ? text.replaceAll('\r\n', '\n') : text
  const source = parseYaml(plain)
  if (!source.ok) return null
  const { document } = source.value
  const spliced = spliceText(plain, document, change)
  if (!changeDocument(document, change)) return null
  const rewritten = document.toString({ lineWidth: 0, verifyAliasOrder: false, ...styleOf(plain) })
  const wanted = meaningOf(rewritten)
  if (wanted === null) return null
  const changed = spliced !== null && meaningOf(spliced) === wanted ? spliced : rewritten
  return crlf ? changed.replaceAll('\n', '\r\n') : changed
}

/** The text without its places. */
function meaningOf(text: string): string | null {
  const source = parseYaml(text)
  const root = source.ok ? yamlToSpecNode(source.value) : source
  return root.ok
    ? JSON.stringify(root.value, (key, value: unknown) =>
        key === 'at' || key === 'keyAt' ? undefined : value,
      )
    : null
}

/** The habits of the text that the library does not keep by itself. */
function styleOf(text: string) {
  const indent = /^( +)\S/m.exec(text)?.[1]?.length ?? 2
  return {
    indent: Math.min(Math.max(indent, 2), 8),
    indentSeq: !/^manifests:[^\n]*\n(?:\s*#[^\n]*\n)*-/m.test(text),
    flowCollectionPadding: !/\{[^\s}]/.test(text),
  }
}
