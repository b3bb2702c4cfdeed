import { cn } from '@/components/ui/cn'
import type { FileEntry } from '@/lib/contract/files'
import { modeRisk, modeText } from './file-mode'

/** Type and permission bits as `ls -l` writes them; what runs as somebody else stands out. */
export function ModeText({ entry: { type, mode } }: { entry: Pick<FileEntry, 'type' | 'mode'> }) {
  if (mode === null)
    return (
      <span className="text-ink-3" title="No layer names this folder: the files in it imply it.">
        –
      </span>
    )
  const risk = modeRisk(type, mode)
  return (
    <span
      title={risk ?? `0${mode.toString(8)}`}
      className={cn('font-mono text-ink-2 text-xs', risk && 'font-semibold text-warn')}
    >
      {modeText(type, mode)}
    </span>
  )
}
