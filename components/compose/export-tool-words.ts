import type { ExportTool } from '@/lib/composition/export/tool-export'

/** What people have to know of a tool beside its command: `plainHttp` is for registries without TLS. */
export const TOOL_WORDS: Readonly<Record<ExportTool, { short: string; plainHttp: string }>> = {
  'manifest-tool': {
    short: 'manifest-tool',
    plainHttp: 'write manifest-tool --plain-http push …',
  },
  'docker buildx imagetools': {
    short: 'buildx',
    plainHttp: 'localhost works as it is, others have to be named in buildkitd.toml.',
  },
  regctl: { short: 'regctl', plainHttp: 'run regctl registry set --tls disabled with its name first.' },
  crane: { short: 'crane', plainHttp: 'localhost works as it is, for others add --insecure.' },
  oras: { short: 'oras', plainHttp: 'localhost works as it is, for others add --plain-http.' },
  'docker manifest': { short: 'docker manifest', plainHttp: 'add --insecure to create and push.' },
}
