type Report = (failure?: unknown) => void
type Scope = typeof globalThis & { [key: symbol]: Report | undefined }

/**
 * Runs once, before the first request. Next would log a failure here and serve on: it is reported to server.mjs,
 * which does not start with a configuration that cannot work.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const scope: Scope = globalThis
  const report = scope[Symbol.for('manifold.started')]
  try {
    const { processEdge } = await import('@/lib/http/request-context')
    const { shutdownSignal } = await import('@/lib/http/shutdown')
    const { startBackground } = await import('@/lib/http/background')
    processEdge()
    shutdownSignal()
    Object.assign(globalThis, { [Symbol.for('manifold.ended')]: startBackground() })
    report?.()
  } catch (error) {
    if (report === undefined) throw error
    report(error)
  }
}
