import { type FilesSource, fileAddress } from '@/lib/client/files'
import { shellQuote } from '@/lib/composition/export/shell-words'
import type { InspectedLayer } from '@/lib/contract/inspect'

/** The same file in a terminal: from Manifold, which knows where in the layer it is. */
export function curlFileCommand(origin: string, source: FilesSource, path: string): string {
  return `curl -s ${shellQuote(origin + fileAddress({ ...source, path }))}`
}

/** The same file without Manifold. The whole image, or the layer, is pulled for it. */
export function craneFileCommand(source: FilesSource, path: string, layer: InspectedLayer | null): string {
  const file = path.startsWith('-') ? `-- ${shellQuote(path)}` : shellQuote(path)
  if (!layer) return `crane export ${shellQuote(source.ref)} - | tar -xOf - ${file}`
  const blob = `${source.ref.slice(0, source.ref.indexOf('@'))}@${layer.digest}`
  return `crane blob ${shellQuote(blob)} | tar -x${inflate(layer)}Of - ${file}`
}

function inflate({ mediaType }: InspectedLayer): string {
  if (/gzip$/.test(mediaType)) return 'z'
  return /zstd$/.test(mediaType) ? ' --zstd -' : ''
}
