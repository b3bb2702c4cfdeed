import type { Route } from 'next'
import type { CompositionSpec } from '@/lib/composition/spec'
import {
  DAMAGED,
  formatPackedSpec,
  packSpec,
  parsePackedSpec,
  type SpecLinkFailure,
  specOfLink,
  TOO_LARGE,
} from '@/lib/composition/spec-link'
import { SPEC_BYTES_MAX } from '@/lib/composition/spec-text'
import { writeSpecYaml } from '@/lib/composition/spec-write'
import { fail, ok, type Result } from '@/lib/oci/result'
import { composePath } from '@/lib/routes'

/** The path that opens the composer filled in with `spec`, or with a YAML text as it is written: for links inside the dashboard. */
export function specLink(spec: CompositionSpec | string): Route {
  return composePath({ spec: packSpec(typeof spec === 'string' ? spec : writeSpecYaml(spec)) })
}

/** The same path deflated, a third as long: for links people send each other. */
export async function shortSpecLink(yaml: string): Promise<Route> {
  const deflated = new Blob([yaml]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer())
  return composePath({ spec: formatPackedSpec({ packing: 'deflate-raw', bytes }) })
}

/** The YAML in the packed spec of an address. A damaged, oversized or unreadable one is a failure to show, never a throw. */
export async function readSpecLink(packed: string): Promise<Result<string, SpecLinkFailure>> {
  const parsed = parsePackedSpec(packed)
  if (!parsed.ok) return parsed
  const { packing, bytes } = parsed.value
  const inflated = packing === 'plain' ? ok(bytes) : await inflate(bytes)
  return inflated.ok ? specOfLink(inflated.value) : inflated
}

/** Stops as soon as more comes out than a spec may have: a few kilobytes can inflate to gigabytes. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Result<Uint8Array, SpecLinkFailure>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const whole = new Uint8Array(SPEC_BYTES_MAX)
  let length = 0
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (length + next.value.length > SPEC_BYTES_MAX) {
        // The verdict stands whether or not the stream can still be called off.
        void reader.cancel().catch(() => {})
        return fail(TOO_LARGE)
      }
      whole.set(next.value, length)
      length += next.value.length
    }
  } catch {
    return fail(DAMAGED)
  }
  return ok(whole.subarray(0, length))
}
