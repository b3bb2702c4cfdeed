/** The tools a composition can be exported to, as people write them in a terminal. */
export const EXPORT_TOOLS = [
  'manifest-tool',
  'docker buildx imagetools',
  'regctl',
  'crane',
  'oras',
  'docker manifest',
] as const
export type ExportTool = (typeof EXPORT_TOOLS)[number]

export interface ExportFile {
  name: string
  content: string
}

/** A composition as the commands of one tool, and how close they come to it. */
export interface ToolExport {
  tool: ExportTool
  /** False where the tool cannot write this index; `reason` then says why. */
  possible: boolean
  /** Commands for a POSIX shell, to be run one after another. Empty unless possible. */
  lines: string[]
  /** What the commands read, to be saved in the folder they run in. */
  files: ExportFile[]
  /** What would be lost or different, a sentence each. */
  losses: string[]
  /** The version whose bytes are known to be those of the plan; null where the bytes, and so the digest, differ. */
  sameDigestWith: string | null
  /** Why it is not possible and what to do instead; null where it is possible. */
  reason: string | null
}
