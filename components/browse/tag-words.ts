import type { GlyphKind } from '@/components/ui/status-glyph'
import type { TagRow } from '@/lib/contract/tags'

const ARTIFACTS: readonly [RegExp, string][] = [
  [/helm/, 'Helm chart'],
  [/cosign|sigstore|notary|signature/, 'Signature'],
  [/spdx|cyclonedx|sbom/, 'SBOM'],
  [/in-toto|dsse/, 'Attestation'],
  [/wasm/, 'WebAssembly module'],
]

/** What an artifact is, in words people use; else its type as it stands. */
export function artifactWords(artifactType: string | null): string {
  if (artifactType === null) return 'Artifact'
  return ARTIFACTS.find(([pattern]) => pattern.test(artifactType))?.[1] ?? artifactType
}

/** How bad the trouble of a row is: gone, partly gone, or not known. */
export function troubleOf(row: TagRow): GlyphKind {
  if (row.kind === 'missing') return 'missing'
  if (row.platforms.some(({ status }) => status === 'missing')) return 'error'
  if (row.digest === null || row.platforms.some(({ status }) => status === 'unreadable')) return 'unreadable'
  return 'warning'
}
