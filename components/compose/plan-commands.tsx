import { CommandLine } from '@/components/ui/command-line'
import { DownloadLink } from '@/components/ui/download-link'
import { curlCommand } from '@/lib/client/shell-commands'
import type { PlanResponse } from '@/lib/contract/compositions'
import { apiPath } from '@/lib/routes'
import { PlanExports } from './plan-exports'

interface PlanCommandsProps {
  plan: PlanResponse
  text: string
  /** Codes that are agreed to; the command agrees to the same. */
  accept: readonly string[]
}

/** The same, from a terminal: this very text through the same API, or the equal command of another tool. */
export function PlanCommands({ plan, text, accept }: PlanCommandsProps) {
  const { origin } = window.location
  const consent = accept.length > 0 ? { accept: accept.join(',') } : {}
  const fileName = `${plan.target?.repository.split('/').at(-1) ?? 'composition'}.manifold.yaml`
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
      <div>
        <DownloadLink fileName={fileName} content={text} type="application/yaml">
          Download this YAML
        </DownloadLink>
      </div>
      <PlanExports plan={plan} text={text} />
    </div>
  )
}
