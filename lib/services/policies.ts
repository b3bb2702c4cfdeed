import 'server-only'
import type { z } from 'zod'
import type { ListPoliciesResponse, Policy, PolicyRequest } from '@/lib/contract/policies'
import { parseRequire } from '@/lib/coverage/require'
import { formatPlatform } from '@/lib/oci/platform'
import type { StoredPolicy } from '@/lib/storage/policy-store'
import type { Context } from './context'
import { judgeAgain } from './judge-again'
import { countApplies } from './policies-reach'
import { policiesChanged, policyScope, refuseReadOnly } from './policy-scope'
import { ServiceError } from './service-error'

/** Those of manifold.yaml first, then those made on the page, each with how many tags it speaks of now. */
export async function listPolicies(context: Context): Promise<z.infer<typeof ListPoliciesResponse>> {
  const { policies } = await context.store()
  const configured = context.policies.map(
    ({ registry, match, tags, require }): Omit<Policy, 'applies'> => ({
      id: null,
      registry,
      match,
      tags,
      require: [...require],
      actor: null,
      createdAt: null,
    }),
  )
  const all = [...configured, ...(await policies.listPolicies()).map(described)]
  const applies = await countApplies(context, all)
  return {
    items: all.map((policy, place) => ({ ...policy, applies: applies[place] ?? null })),
    asOf: new Date(context.now()).toISOString(),
  }
}

/** Throws REQUEST_INVALID for a glob or a platform nobody can read, REGISTRY_UNKNOWN. */
export async function addPolicy(context: Context, request: z.output<typeof PolicyRequest>): Promise<Policy> {
  const scope = policyScope(context, request)
  const required = request.require.flatMap((text) => {
    const read = parseRequire(text)
    if (!read.ok)
      throw new ServiceError('REQUEST_INVALID', read.error.message, { details: { field: 'require' } })
    return read.value.map(formatPlatform)
  })
  if (required.length === 0)
    throw new ServiceError('REQUEST_INVALID', 'A policy requires one platform at least.', {
      hint: 'Write os/architecture, as in linux/arm64.',
      details: { field: 'require' },
    })
  const policy: StoredPolicy = {
    id: context.newId(),
    ...scope,
    require: [...new Set(required)],
    actor: context.actor.name,
    createdAt: context.now(),
  }
  const { policies } = await context.store()
  await policies.addPolicy(policy)
  await policiesChanged(context, () => judgeAgain(context))
  const [applies = null] = await countApplies(context, [policy])
  return { ...described(policy), applies }
}

/** Throws NOT_FOUND; policies of manifold.yaml have no id and change there alone. */
export async function removePolicy(context: Context, id: string): Promise<{ id: string }> {
  refuseReadOnly(context)
  const { policies } = await context.store()
  if (!(await policies.removePolicy(id)))
    throw new ServiceError('NOT_FOUND', 'There is no such policy any more.', {
      hint: 'Somebody else may have removed it: look at the list again.',
    })
  await policiesChanged(context, () => judgeAgain(context))
  return { id }
}

const described = ({ createdAt, ...policy }: StoredPolicy): Omit<Policy, 'applies'> => ({
  ...policy,
  createdAt: new Date(createdAt).toISOString(),
})
