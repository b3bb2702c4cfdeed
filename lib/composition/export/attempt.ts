import type { Format } from '../spec'
import { type Because, differences } from './differences'
import { type IndexContents, readContents, writeContents } from './index-contents'
import type { ExportFile, ExportTool, ToolExport } from './tool-export'
import type { WantedIndex } from './wanted-index'

/** Bytes a tool writes: those of a profile, as captured from this version. */
export interface KnownBytes {
  profile: Format
  version: string
}

/** One way to say a composition in the words of a tool, and what the tool would make of it. */
export interface Attempt {
  lines: string[]
  files?: ExportFile[]
  written: IndexContents
  /** What is different beside the contents, a sentence each. */
  notes?: string[]
  /** None where nobody has captured the tool's bytes. */
  bytes: readonly KnownBytes[]
}

/** The tool would refuse, or must not be asked; a sentence. */
export interface Refusal {
  refused: string
}

/** The export of the attempt that comes closest. The first of equals wins. */
export function closest(
  tool: ExportTool,
  wanted: WantedIndex,
  because: Because,
  attempts: readonly [Attempt | Refusal, ...(Attempt | Refusal)[]],
): ToolExport {
  return attempts
    .map((attempt) => judge(tool, wanted, because, attempt))
    .reduce((best, other) => (distance(other) < distance(best) ? other : best))
}

const distance = ({ possible, losses }: ToolExport) => (possible ? losses.length : Number.MAX_SAFE_INTEGER)

export function refusal(tool: ExportTool, reason: string): ToolExport {
  return { tool, possible: false, lines: [], files: [], losses: [], sameDigestWith: null, reason }
}

function judge(
  tool: ExportTool,
  wanted: WantedIndex,
  because: Because,
  attempt: Attempt | Refusal,
): ToolExport {
  if ('refused' in attempt) return refusal(tool, attempt.refused)
  const { written, lines, files = [], notes = [], bytes } = attempt
  const { blocking, losses } = differences(wanted, asWritten(attempt), because)
  const [reason] = blocking
  if (reason) return refusal(tool, reason)
  const same = bytes.find(({ profile }) => writeContents(written, profile) === wanted.bytes)
  return {
    tool,
    possible: true,
    lines,
    files,
    losses: [...notes, ...losses],
    sameDigestWith: same?.version ?? null,
    reason: null,
  }
}

/** What is left once it is written: a Docker list has no place for some members of a descriptor. */
function asWritten({ written, bytes }: Attempt): IndexContents {
  return readContents(writeContents(written, bytes[0]?.profile ?? 'oci')) ?? written
}
