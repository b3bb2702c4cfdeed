'use client'

import { useMemo, useState } from 'react'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import { exportComposition } from '@/lib/composition/export/export-composition'
import { EXPORT_TOOLS, type ExportTool, type ToolExport } from '@/lib/composition/export/tool-export'
import { readSpecYaml } from '@/lib/composition/spec-yaml'
import type { PlanResponse } from '@/lib/contract/compositions'
import { TOOL_WORDS } from './export-tool-words'
import { ToolExportView } from './tool-export-view'

const isTool = (text: string): text is ExportTool => EXPORT_TOOLS.some((tool) => tool === text)

/** The same index by another tool: which can write it is seen before one is chosen. */
export function PlanExports({ plan, text }: { plan: PlanResponse; text: string }) {
  const [chosen, setChosen] = useState<ExportTool>('manifest-tool')
  const exported = useMemo(() => {
    const read = readSpecYaml(text)
    return exportComposition(read.ok ? read.value.spec : {}, plan)
  }, [plan, text])
  const shown = exported.find(({ tool }) => tool === chosen)
  return (
    <section aria-label="Export">
      <h3 className="mb-1 text-ink-2 text-xs">Write it with another tool</h3>
      <ToggleGroup
        type="single"
        aria-label="Tool"
        className="flex h-auto flex-wrap gap-0.5"
        value={chosen}
        onValueChange={(tool: string) => isTool(tool) && setChosen(tool)}
      >
        {exported.map((it) => (
          <ToggleGroupItem key={it.tool} value={it.tool} className="h-6.5 font-mono" title={verdictOf(it)}>
            <VerdictGlyph exported={it} />
            {TOOL_WORDS[it.tool].short}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      {shown && <ToolExportView exported={shown} />}
    </section>
  )
}

function verdictOf({ possible, losses }: ToolExport): string {
  if (!possible) return 'Cannot write this index'
  return losses.length > 0 ? 'Loses some of it' : 'Writes all of it'
}

function VerdictGlyph({ exported }: { exported: ToolExport }) {
  const kind = !exported.possible ? 'missing' : exported.losses.length > 0 ? 'warning' : 'ok'
  return <StatusGlyph kind={kind} label={verdictOf(exported)} className="text-current" />
}
