import 'server-only'
import type { Context } from './context'
import { type ScanRunner, type ScanTiming, startScanRunner } from './scan-runner'
import { startDueScans } from './scan-schedule'

const DUE_MS = 15_000

/**
 * Scanning as a whole, for as long as a process runs: takes up what was left, looks for what is due, works on what
 * there is, and lets go of it in the end.
 */
export async function runScans(context: Context, timing?: ScanTiming): Promise<{ stop(): Promise<void> }> {
  const store = await context.store()
  // Nobody else can have the embedded store open: whoever held a lease on it has gone.
  if (store.engine === 'pglite') await store.scans.release(null)
  await tellResumed(context)
  const runner: ScanRunner = startScanRunner(context, store, timing)
  const leave = store.events.subscribe((event) => {
    if (event.type === 'scan' && !event.progress) runner.heard(event.id)
  })
  const due = () =>
    startDueScans(context)
      .then(runner.wake)
      .catch((error: unknown) =>
        context.log('error', 'Due scans could not be started.', { error: String(error) }),
      )
  const timer = setInterval(due, DUE_MS)
  void due()
  return {
    async stop() {
      clearInterval(timer)
      leave()
      await runner.stop()
    },
  }
}

/** A start after a crash says what it goes on with. */
async function tellResumed(context: Context): Promise<void> {
  const store = await context.store()
  for (const { state, registry, counts, startedAt } of await store.scans.list({ limit: 50 })) {
    if (state !== 'running' || startedAt === null) continue
    context.log(
      'info',
      `Goes on with a scan of ${registry}: ${counts.repositoriesDone} of ${counts.repositories} repositories and ${counts.checked} tags were done.`,
    )
  }
}
