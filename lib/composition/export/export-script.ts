import { hereDocument, shellQuote } from './shell-words'
import type { ToolExport } from './tool-export'

/** The commands as one text for a shell: what fails stops the rest. */
export function exportCommands({ lines }: ToolExport): string {
  return lines.join(' &&\n')
}

/** The same, with the files written first: pasted into an empty folder it needs nothing else. */
export function exportScript(exported: ToolExport): string {
  const files = exported.files.map(
    ({ name, content }) => `cat > ${shellQuote(name)} ${hereDocument(content, 'END')}`,
  )
  return [...files, exportCommands(exported)].join('\n')
}
