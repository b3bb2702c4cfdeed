import { changeDocument, type YamlChange } from './yaml-change'
import { parseYaml } from './yaml-document'

/** Makes one change to the text, or null when it cannot be made. */
export function changeText(text: string, change: YamlChange): string | null {
  const crlf = text.includes('\r\n')
  const plain = crlf ? text.replaceAll('\r\n', '\n') : text
  const source = parseYaml(plain)
  if (!source.ok) return null
  const { document } = source.value
  if (!changeDocument(document, change)) return null
  const written = document.toString({ lineWidth: 0, ...styleOf(plain) })
  return crlf ? written.replaceAll('\n', '\r\n') : written
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
