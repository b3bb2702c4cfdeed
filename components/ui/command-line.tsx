import { cn } from './cn'
import { CopyButton } from './copy-button'

interface CommandLineProps {
  command: string
  /** What the command does: "Pull with docker". */
  label: string
  className?: string
}

/** The same thing in a terminal. Long lines wrap; copying gives the one line. */
export function CommandLine({ command, label, className }: CommandLineProps) {
  return (
    <div
      data-slot="command-line"
      className={cn('flex items-start gap-2 rounded-lg border bg-sunk py-1.5 pr-1.5 pl-3', className)}
    >
      <code className="min-w-0 flex-1 whitespace-pre-wrap break-all py-0.5 font-mono text-xs">{command}</code>
      <CopyButton value={command} label={`Copy: ${label}`} />
    </div>
  )
}
