/** Runs once, before the first request: a configuration that cannot work stops the start, with its reasons. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { processEdge } = await import('@/lib/http/request-context')
  const { shutdownSignal } = await import('@/lib/http/shutdown')
  processEdge()
  shutdownSignal()
}
