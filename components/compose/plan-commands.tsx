import { CommandLine } from '@/components/ui/command-line'
import { curlCommand } from '@/lib/client/shell-commands'
import { apiPath } from '@/lib/routes'

interface PlanCommandsProps {
  text: string
  /** Codes that are agreed to; the command agrees to the same. */
  accept: readonly string[]
}

/** The same, from a terminal: this very text, through the same API. */
export function PlanCommands({ text, accept }: PlanCommandsProps) {
  const { origin } = window.location
  const consent = accept.length > 0 ? { accept: accept.join(',') } : {}
  return (
    <div className="grid gap-3">
      <div>
        <h3 className="mb-1 text-ink-2 text-xs">Push it</h3>
        <CommandLine
          label="Push with curl"
          command={curlCommand(`${origin}${apiPath('compositions', consent)}`, text)}
        />
      </div>
      <div>
        <h3 className="mb-1 text-ink-2 text-xs">Only plan it; nothing is written</h3>
        <CommandLine
          label="Plan with curl"
          command={curlCommand(`${origin}${apiPath('compositions/plan')}`, text)}
        />
      </div>
    </div>
  )
}
