import 'server-only'
import { type Rules, rulesOf } from '@/lib/coverage/rules'
import type { Context } from './context'

/** What repositories are judged by now. */
export interface RulesNow {
  rules: Rules
  /** Another one for other policies or ignores: what was judged by others is judged again. */
  key: string
}

/**
 * The policies of manifold.yaml and those made on the page, and the ignores that hold now. Read anew each time, two
 * small queries: every replica judges by what was written last.
 */
export async function readRules(context: Context): Promise<RulesNow> {
  const now = context.now()
  const store = await context.store()
  const policies = [...context.policies, ...(await store.policies.listPolicies())]
  const ignores = (await store.policies.listIgnores()).filter(({ until }) => until > now)
  const said = JSON.stringify([
    policies.map(({ registry, match, tags, require }) => [registry, match, tags, require]),
    ignores.map(({ id }) => id),
  ])
  const key = context.digestOf(new TextEncoder().encode(said))
  return { rules: rulesOf({ policies, ignores, now }), key }
}
