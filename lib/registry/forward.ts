import 'server-only'
import { Readable } from 'node:stream'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import type { Caller } from './caller'
import type { BlobResponse, RegistryClient } from './client-types'
import { DEADLINE_MS } from './limits'
import { isRedirect } from './redirects'
import { streamed } from './stream-garbage'
import type { Targets } from './targets'

/** What a client may see of a registry's answer: nothing that signs in, sets cookies or leads elsewhere. */
const PASSED_BACK = [
  'accept-ranges',
  'content-length',
  'content-range',
  'content-type',
  'docker-content-digest',
  'docker-distribution-api-version',
  'etag',
  'link',
  'oci-filters-applied',
  'retry-after',
  'warning',
]
const PASSED_ON = ['accept', 'if-none-match', 'range']

/** The proxy's door: reads of the registry API, streamed as they are, with the server's own credentials. */
export function createForward(caller: Caller, targets: Targets): RegistryClient['forward'] {
  return async ({ method, path, query, headers, signal }): Promise<BlobResponse> => {
    const { scopes, ...target } = targets.read(path)
    const passed = pick(headers, PASSED_ON)
    const response = await caller.open({
      method,
      target,
      query,
      scopes,
      verb: 'read',
      headers: target.missing === 'MANIFEST_UNKNOWN' ? withManifestTypes(passed) : passed,
      // The registry's own refusals go on as they are; only a sign-in that failed is ours to explain.
      expect: (status) => status !== 401 && !isRedirect(status),
      deadlineMs: DEADLINE_MS.streamStart,
      retry: 'normal',
      signal,
    })
    const body = method === 'GET' ? counted(response.body) : response.body
    return { status: response.status, headers: pick(response.headers, PASSED_BACK), body }
  }
}

function counted(body: Readable): Readable {
  const passing = Readable.from(tell(body), { objectMode: false })
  // A stream that is given up before its first byte would leave its source open.
  body.on('error', () => {})
  passing.once('close', () => body.destroy())
  return passing
}

async function* tell(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    streamed(chunk.byteLength)
    yield chunk
  }
}

/** Without these a registry converts, invents or denies what it holds, for a plain `curl` too. */
function withManifestTypes(headers: Record<string, string>): Record<string, string> {
  const accept = headers.accept ?? '*/*'
  return accept.trim() === '*/*' ? { ...headers, accept: MANIFEST_ACCEPT.join(', ') } : headers
}

function pick(headers: Record<string, string>, names: readonly string[]): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(entries.filter(([name]) => names.includes(name)))
}
