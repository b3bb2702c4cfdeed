/**
 * Runs once, before the first request. Next would log a failure here and serve on: it is handed to server.mjs,
 * which does not start with a configuration that cannot work.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { processEdge } = await import('@/lib/http/request-context')
  const { shutdownSignal } = await import('@/lib/http/shutdown')
  try {
    processEdge()
  } catch (error) {
    Object.assign(globalThis, { [Symbol.for('manifold.start-failure')]: error })
  }
  shutdownSignal()
}
