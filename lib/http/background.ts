import 'server-only'
import { judgeAgain } from '@/lib/services/judge-again'
import { runScans } from '@/lib/services/run-scans'
import { processEdge } from './request-context'
import { shutdownSignal } from './shutdown'

const RUNNING = Symbol.for('manifold.background')
const AGAIN_MS = 10_000
type Scope = typeof globalThis & { [RUNNING]?: Promise<void> }

/**
 * What goes on without a request: scans, and judging by policies that changed while it was not running. Begun once a process, behind the first request; a store that cannot be
 * opened is tried again. Resolves when a stop has let go of it all.
 */
export function startBackground(): Promise<void> {
  const scope: Scope = globalThis
  scope[RUNNING] ??= run()
  return scope[RUNNING]
}

async function run(): Promise<void> {
  const { context } = processEdge()
  const signal = shutdownSignal()
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  while (!signal.aborted) {
    try {
      const scanning = await runScans(context)
      void judgeAgain(context, signal)
      await stopped
      await Promise.all([scanning.stop(), context.layerLists.close()])
      return
    } catch (error) {
      context.log('error', 'Scans cannot run.', { error: String(error) })
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref())])
    }
  }
}
