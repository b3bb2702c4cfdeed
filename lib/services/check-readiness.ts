import 'server-only'
import type { ReadyResponse } from '@/lib/contract/health'
import type { Context } from './context'
import { reachabilityOf } from './list-registries'
import { pingRegistry } from './ping-registry'

/** Registries and storage one by one. What fails is named; nothing throws. */
export async function checkReadiness(context: Context): Promise<ReadyResponse> {
  const [registries, storage] = await Promise.all([
    Promise.all([...context.registries.values()].map((registry) => checkRegistry(context, registry))),
    checkStorage(context),
  ])
  const ok = storage.status === 'ok' && registries.every(({ status }) => status === 'ok')
  return { status: ok ? 'ok' : 'degraded', registries, storage }
}

type RegistryState = ReadyResponse['registries'][number]

async function checkRegistry(
  context: Context,
  registry: Parameters<typeof pingRegistry>[1],
): Promise<RegistryState> {
  const { failure } = await pingRegistry(context, registry)
  const reachability = reachabilityOf(failure)
  const status = reachability === 'reachable' ? 'ok' : reachability
  return { name: registry.name, status, ...(failure && { message: failure.message }) }
}

async function checkStorage(context: Context): Promise<ReadyResponse['storage']> {
  try {
    const store = await context.store()
    await store.ping()
    return { status: 'ok', engine: store.engine }
  } catch (error) {
    context.log('error', 'The storage does not answer.', {
      error: error instanceof Error ? error.name : 'unknown',
    })
    return { status: 'failed', engine: 'unknown', message: 'The storage does not answer. The log says why.' }
  }
}
