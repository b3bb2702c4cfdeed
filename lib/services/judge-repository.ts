import 'server-only'
import { judgeRepository as judge } from '@/lib/coverage/judge-repository'
import type { JudgedChange, Place, Told } from '@/lib/storage/index-store'
import type { Context } from './context'
import { type RulesNow, readRules } from './judge-rules'
import { findUncomposed } from './judge-uncomposed'

/** More tags than that are told as "more than can be named": an event has to fit into one message. */
const TOLD_TAGS_MAX = 40
const NOBODY: ReadonlyMap<string, Told> = new Map()
const NOTHING: JudgedChange = { changed: [], lost: [], fresh: [] }

/**
 * Judges a repository by what is known of it now, writes it down and tells who watches; then those composed from it,
 * which may be out of step now. `told`: by tag, who moved it. Nothing where the repository is not known.
 */
export async function judgeRepository(
  context: Context,
  place: Place,
  told: ReadonlyMap<string, Told> = NOBODY,
): Promise<JudgedChange> {
  const rules = await readRules(context)
  const change = await judgeOne(context, place, rules, told)
  if (change.changed.length > 0) await judgeComposedFrom(context, place, rules)
  return change
}

/** That one alone, by rules already read. */
export async function judgeOne(
  context: Context,
  place: Place,
  { rules, key }: RulesNow,
  told: ReadonlyMap<string, Told> = NOBODY,
): Promise<JudgedChange> {
  const { index } = await context.store()
  const facts = await index.factsOf(place)
  if (!facts) return NOTHING
  const judgement = judge(facts, rules, await findUncomposed(context, facts))
  const about = { at: context.now(), version: facts.version, told, rules: key }
  const change = await index.recordJudgement(place, judgement, about)
  await tell(context, place, change)
  return change
}

/** One step only: being out of step moves no tag. */
async function judgeComposedFrom(context: Context, place: Place, rules: RulesNow): Promise<void> {
  const { compositions } = await context.store()
  const composed = await compositions.composedFrom(place)
  for (const other of composed) {
    if (other.registry === place.registry && other.repository === place.repository) continue
    await judgeOne(context, other, rules)
  }
}

/** Hints, all of them: what was written stands whether anybody hears of it or not. */
async function tell(context: Context, place: Place, change: JudgedChange): Promise<void> {
  if (change.changed.length === 0 && change.fresh.length === 0) return
  context.onJudged?.(place, change)
  const { events } = await context.store()
  const tags = change.changed.length > TOLD_TAGS_MAX ? [] : change.changed
  await events.publish({ type: 'tags', ...place, tags }).catch((error: unknown) => {
    context.log('warn', 'Other pages could not be told of a judgement.', { ...place, error: String(error) })
  })
}
