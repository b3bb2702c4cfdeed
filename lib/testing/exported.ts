import { exportComposition } from '@/lib/composition/export/export-composition'
import type { ExportTool, ToolExport } from '@/lib/composition/export/tool-export'
import type { ExportablePlan } from '@/lib/composition/export/wanted-index'
import type { PlanInput } from '@/lib/composition/plan'
import type { CompositionPlan } from '@/lib/composition/plan-types'
import type { CompositionSpec } from '@/lib/composition/spec'
import { targetReference } from '@/lib/composition/spec-references'
import { readSpecYaml } from '@/lib/composition/spec-yaml'
import type { Sources } from './composition-sources'

/** What the spec comes to as the commands of one tool, every source looked up in `sources`. */
export function exported(
  sources: Sources,
  yaml: string,
  tool: ExportTool,
  over: Partial<PlanInput> = {},
): ToolExport {
  const read = readSpecYaml(yaml)
  if (!read.ok) throw new Error(read.error.message)
  const { spec } = read.value
  const all = exportComposition(spec, exportablePlan(spec, sources.plan(yaml, over)))
  const found = all.find((it) => it.tool === tool)
  if (!found) throw new Error(`no export for ${tool}`)
  return found
}

/** A plan as the API answers it, as far as an export looks at it. */
function exportablePlan(spec: CompositionSpec, plan: CompositionPlan): ExportablePlan {
  const target = targetReference(spec)
  const { digest, bytes, entries, complete } = plan
  const tags = [...(target?.tag ? [target.tag] : []), ...spec.tags]
  return {
    target: target?.tag ? { ...target, tag: target.tag } : null,
    tags: Object.fromEntries(tags.map((tag) => [tag, null])),
    digest,
    bytes: new TextDecoder().decode(bytes),
    entries,
    complete,
  }
}
