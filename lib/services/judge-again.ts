import 'server-only'
import pMap from 'p-map'
import { clusterRepositories } from '@/lib/composition/suggest-clusters'
import type { Place } from '@/lib/storage/index-store'
import type { Context } from './context'
import { judgeOne } from './judge-repository'
import { readRules } from './judge-rules'

const PAGE = 100
/** People's requests go on meanwhile, and the embedded store answers one at a time. */
const AT_ONCE = 2

type Scope = typeof globalThis & { [RUNNING]?: { again: boolean; done: Promise<void> } }
const RUNNING = Symbol.for('manifold.judging-again')

/**
 * Judges in the background what was judged by other policies or ignores than those of now; once at a time, and once
 * more where they change meanwhile. Which those are is kept with each repository: what a stop interrupts, the next
 * start goes on with. Resolves when nothing is left; never rejects.
 */
export function judgeAgain(context: Context, signal?: AbortSignal): Promise<void> {
  const scope: Scope = globalThis
  const running = scope[RUNNING]
  if (running) {
    running.again = true
    return running.done
  }
  const run = { again: false, done: Promise.resolve() }
  scope[RUNNING] = run
  run.done = untilDone(context, run, signal)
    .catch((error: unknown) => {
      if (!signal?.aborted)
        context.log('error', 'Judging by new policies stopped; it goes on at the next start.', {
          error: String(error),
        })
    })
    .finally(() => {
      delete scope[RUNNING]
    })
  return run.done
}

async function untilDone(
  context: Context,
  run: { again: boolean },
  signal: AbortSignal | undefined,
): Promise<void> {
  do {
    run.again = false
    const rules = await readRules(context)
    const { index } = await context.store()
    let after: Place | null = null
    do {
      signal?.throwIfAborted()
      const page: Place[] = await index.judgedByOthers(rules.key, { after, limit: PAGE })
      // Of a registry that is configured no more nothing is known to be true or false.
      const known = page.filter(({ registry }) => context.registries.has(registry))
      await pMap(known, (place) => (signal?.aborted ? null : judgeOne(context, place, rules)), {
        concurrency: AT_ONCE,
      })
      after = page.at(-1) ?? null
    } while (after !== null && !run.again)
  } while (run.again)
}

/** Once a whole registry is scanned: repositories that belong together by name are judged by what all of them hold. */
export async function judgeTogether(context: Context, registry: string, signal?: AbortSignal): Promise<void> {
  const { index } = await context.store()
  const together = clusterRepositories(await index.repositoryNames(registry)).filter(
    ({ repositories }) => repositories.length > 1,
  )
  const rules = await readRules(context)
  for (const { repositories } of together) {
    for (const repository of repositories) {
      signal?.throwIfAborted()
      await judgeOne(context, { registry, repository }, rules)
    }
  }
}
