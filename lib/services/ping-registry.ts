import 'server-only'
import { RegistryError } from '@/lib/registry/errors'
import type { ConfiguredRegistry, Context } from './context'
import { perRegistry } from './per-registry'

const KEPT_MS = 10_000
const TIMEOUT_MS = 5_000

/** What a registry answered when it was last asked whether it is there. Times in milliseconds. */
export interface PingState {
  latencyMs: number | null
  failure: RegistryError | null
  checkedAt: number
}

const stateOf = perRegistry((): { last: PingState | null; asking: Promise<PingState> | null } => ({
  last: null,
  asking: null,
}))

/** Asks at most every ten seconds, and once for all who want to know; waits five seconds at the longest. */
export async function pingRegistry(context: Context, registry: ConfiguredRegistry): Promise<PingState> {
  const state = stateOf(registry)
  if (state.last && context.now() - state.last.checkedAt < KEPT_MS) return state.last
  state.asking ??= ask(context, registry).finally(() => {
    state.asking = null
  })
  state.last = await state.asking
  return state.last
}

async function ask(context: Context, registry: ConfiguredRegistry): Promise<PingState> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const { latencyMs } = await registry.client.ping({ signal })
    return { latencyMs, failure: null, checkedAt: context.now() }
  } catch (error) {
    const failure = signal.aborted ? tooSlow(registry.name) : error
    if (!(failure instanceof RegistryError)) throw error
    return { latencyMs: null, failure, checkedAt: context.now() }
  }
}

/** It may only be slow, but whoever looks at the list of registries is not kept waiting for it. */
function tooSlow(registry: string): RegistryError {
  return new RegistryError(
    `${registry} did not answer within ${TIMEOUT_MS / 1000} seconds. Check its load and the way to it.`,
    {
      code: 'REGISTRY_TIMEOUT',
      registry,
      method: 'GET',
      url: '',
      status: null,
      registryCode: null,
      registryMessage: null,
      retryAfterSeconds: null,
    },
  )
}
