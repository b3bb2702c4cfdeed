import { cn } from '@/components/ui/cn'
import { CodeBlock } from '@/components/ui/code-block'
import { CommandLine } from '@/components/ui/command-line'
import { CopyButton } from '@/components/ui/copy-button'
import { DownloadLink } from '@/components/ui/download-link'
import { Notice } from '@/components/ui/notice'
import { exportCommands, exportScript } from '@/lib/composition/export/export-script'
import type { ExportFile, ToolExport } from '@/lib/composition/export/tool-export'
import { TOOL_WORDS } from './export-tool-words'

/** What a tool makes of the composition: how close it comes, its commands, and the files they read. */
export function ToolExportView({ exported }: { exported: ToolExport }) {
  const { tool, possible, files, reason } = exported
  if (!possible)
    return (
      <Notice kind="info" title={`${TOOL_WORDS[tool].short} cannot write this index.`} className="mt-2">
        {reason}
      </Notice>
    )
  const commands = exportCommands(exported)
  return (
    <div className="mt-2 grid gap-2">
      <Verdict exported={exported} />
      <CommandLine label={`Push with ${tool}`} command={commands} />
      {files.map((file) => (
        <FileView key={file.name} file={file} alone={files.length === 1} />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        {files.length > 0 && (
          <CopyButton
            value={exportScript(exported)}
            label="Copy the files and the command as one script"
            variant="default"
          >
            Copy as one script
          </CopyButton>
        )}
        <p className="text-ink-3 text-xs">
          Sources are pinned to what they are now. For a registry without TLS: {TOOL_WORDS[tool].plainHttp}
        </p>
      </div>
    </div>
  )
}

function Verdict({ exported: { losses, sameDigestWith } }: { exported: ToolExport }) {
  if (losses.length > 0)
    return (
      <Notice kind="warning" title="Not quite the same.">
        <ul aria-label="What would be lost" className="mt-1 grid list-disc gap-1 pl-4">
          {losses.map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
        </ul>
      </Notice>
    )
  return (
    <Notice
      kind="ok"
      title={sameDigestWith ? `Gives the same digest with ${sameDigestWith}.` : 'Same content, other bytes.'}
    >
      {sameDigestWith ? 'Nothing is lost.' : 'Nothing is lost, but the digest will be another one.'}
    </Notice>
  )
}

/** One file is read; of several, a look at each is enough. */
function FileView({ file: { name, content }, alone }: { file: ExportFile; alone: boolean }) {
  const type = name.endsWith('.json') ? 'application/json' : 'application/yaml'
  return (
    <div>
      <div className="flex items-center gap-1 text-ink-2 text-xs">
        <span className="min-w-0 flex-1 truncate font-mono">{name}</span>
        <CopyButton value={content} label={`Copy ${name}`} />
        <DownloadLink fileName={name} content={content} type={type} />
      </div>
      <CodeBlock
        label={name}
        className={cn('whitespace-pre-wrap [overflow-wrap:anywhere]', alone ? 'max-h-72' : 'max-h-24')}
      >
        {content}
      </CodeBlock>
    </div>
  )
}
