import type { CompositionSpec } from '../spec'
import { refusal } from './attempt'
import { exportBuildx } from './buildx'
import { exportCrane } from './crane'
import { exportDockerManifest } from './docker-manifest'
import { exportManifestTool } from './manifest-tool'
import { exportOras } from './oras'
import { exportRegctl } from './regctl'
import { EXPORT_TOOLS, type ExportTool, type ToolExport } from './tool-export'
import { type ExportablePlan, type WantedIndex, wantedIndex } from './wanted-index'

const EXPORTERS: Readonly<Record<ExportTool, (wanted: WantedIndex) => ToolExport>> = {
  'manifest-tool': exportManifestTool,
  'docker buildx imagetools': exportBuildx,
  regctl: exportRegctl,
  crane: exportCrane,
  oras: exportOras,
  'docker manifest': exportDockerManifest,
}

/**
 * A composition as the commands of every tool, sources pinned: what each would write is worked out and compared with
 * the plan's bytes, so that nothing gets lost unsaid. Where a tool cannot write the index, its reason names one that can.
 */
export function exportComposition(
  spec: Pick<CompositionSpec, 'subject'>,
  plan: ExportablePlan,
): ToolExport[] {
  const wanted = wantedIndex(spec, plan)
  if (!wanted.ok) return EXPORT_TOOLS.map((tool) => refusal(tool, wanted.error))
  const exported = EXPORT_TOOLS.map((tool) => EXPORTERS[tool](wanted.value))
  const instead = insteadOf(exported)
  return exported.map((it) => (it.reason === null ? it : { ...it, reason: `${it.reason} ${instead}` }))
}

function insteadOf(exported: readonly ToolExport[]): string {
  const whole = exported.find(({ possible, losses }) => possible && losses.length === 0)
  return whole
    ? `Use ${whole.tool}, which writes all of it, or push it from here.`
    : 'Push it from here instead.'
}
