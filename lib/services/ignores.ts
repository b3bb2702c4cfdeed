import 'server-only'
import type { z } from 'zod'
import type { Ignore, IgnoreRequest, ListIgnoresResponse } from '@/lib/contract/policies'
import { FINDING_CODES } from '@/lib/coverage/finding-table'
import { parsePlatform, platformKey } from '@/lib/oci/platform'
import type { StoredIgnore } from '@/lib/storage/policy-store'
import type { Context } from './context'
import { judgeAgain } from './judge-again'
import { policiesChanged, policyScope, refuseReadOnly } from './policy-scope'
import { ServiceError } from './service-error'

const DAY_MS = 86_400_000
const DAYS_MAX = 731

/** All of them, also those whose time is over: a list that forgets them would hide what was let pass. */
export async function listIgnores(context: Context): Promise<z.infer<typeof ListIgnoresResponse>> {
  const { policies } = await context.store()
  return {
    items: (await policies.listIgnores()).flatMap(described),
    asOf: new Date(context.now()).toISOString(),
  }
}

/** Throws REQUEST_INVALID for a glob, platform or date that cannot hold, REGISTRY_UNKNOWN. */
export async function addIgnore(context: Context, request: z.output<typeof IgnoreRequest>): Promise<Ignore> {
  const { code, reason } = request
  const stored: StoredIgnore = {
    id: context.newId(),
    ...policyScope(context, request),
    code,
    platform: platformOf(request.platform),
    reason,
    until: untilOf(context, request.until),
    actor: context.actor.name,
    createdAt: context.now(),
  }
  const { policies } = await context.store()
  await policies.addIgnore(stored)
  await policiesChanged(context, () => judgeAgain(context))
  return describedAs(stored, code)
}

/** The findings it let pass count again. Throws NOT_FOUND. */
export async function removeIgnore(context: Context, id: string): Promise<{ id: string }> {
  refuseReadOnly(context)
  const { policies } = await context.store()
  if (!(await policies.removeIgnore(id)))
    throw new ServiceError('NOT_FOUND', 'There is no such exception any more.', {
      hint: 'Somebody else may have removed it: look at the list again.',
    })
  await policiesChanged(context, () => judgeAgain(context))
  return { id }
}

function platformOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const platform = parsePlatform(text)
  if (platform.ok) return platformKey(platform.value)
  throw new ServiceError('REQUEST_INVALID', platform.error.message, { details: { field: 'platform' } })
}

function untilOf(context: Context, text: string): number {
  const until = Date.parse(text)
  const now = context.now()
  if (until > now && until <= now + DAYS_MAX * DAY_MS) return until
  throw new ServiceError('REQUEST_INVALID', 'A finding is let pass until a day to come, two years at most.', {
    hint: 'Take a nearer day: it can be let pass again when it comes back.',
    details: { field: 'until' },
  })
}

/** A code of an older version that nobody knows any more matches nothing. */
function described(ignore: StoredIgnore): Ignore[] {
  const code = FINDING_CODES.find((known) => known === ignore.code)
  return code ? [describedAs(ignore, code)] : []
}

const describedAs = ({ until, createdAt, ...ignore }: StoredIgnore, code: Ignore['code']): Ignore => ({
  ...ignore,
  code,
  until: new Date(until).toISOString(),
  createdAt: new Date(createdAt).toISOString(),
})
