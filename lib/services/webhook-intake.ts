import 'server-only'
import type { Store } from '@/lib/storage/store'
import type { Context } from './context'
import { type ChangeGatherer, createChangeGatherer, type GatheredScan } from './gather-changes'
import { forgetOldEvents, type Receiver } from './receive-webhook'
import { beginScan } from './start-scan'

interface Intake {
  gatherer: ChangeGatherer
  forgottenAt: number
}

const intakes = new WeakMap<Store, Intake>()
const FORGET_EVERY_MS = 3_600_000
/** Names that fit into one event; more are told as "all of the repository". */
const TAGS_NAMED_MAX = 40

/** What this process gathers from webhooks before it has it checked, once for all calls. */
export async function webhookIntake(context: Context): Promise<Receiver> {
  const store = await context.store()
  const intake = intakes.get(store) ?? {
    gatherer: createChangeGatherer((scan) => void check(context, scan)),
    forgottenAt: context.now(),
  }
  intakes.set(store, intake)
  if (context.now() - intake.forgottenAt > FORGET_EVERY_MS) {
    intake.forgottenAt = context.now()
    forgetOldEvents(context, store.webhooks).catch((error: unknown) =>
      context.log('warn', 'Old webhook events could not be forgotten.', { error: String(error) }),
    )
  }
  return { webhooks: store.webhooks, gatherer: intake.gatherer }
}

/**
 * What was named is asked for again; where nothing is ever scanned, open pages look by themselves. A hint that gets
 * lost is made up for by the next scan.
 */
async function check(context: Context, { registry, mode, actor, places }: GatheredScan): Promise<void> {
  const scanned = context.registries.get(registry)?.scan?.enabled !== false
  const scope = places.map(({ repository, tags }) => ({ repository, tags: tags ?? null }))
  try {
    if (!scanned) return await tellPages(context, registry, places)
    await beginScan(context, { registry, mode, scope, reason: 'webhook', actor: actor ?? '' })
  } catch (error) {
    context.log('warn', 'What a registry told of could not be looked at.', { registry, error: String(error) })
  }
}

async function tellPages(context: Context, registry: string, places: GatheredScan['places']): Promise<void> {
  const { events } = await context.store()
  for (const { repository, tags = [] } of places) {
    const named = tags.length > TAGS_NAMED_MAX ? [] : tags
    await events.publish({ type: 'tags', registry, repository, tags: named })
  }
}
