import 'server-only'
import { type PlanInput, planComposition } from '@/lib/composition/plan'
import type { CompositionPlan, ResolvedSource } from '@/lib/composition/plan-types'
import { placeProblem } from '@/lib/composition/raw-problem'
import { sourceReferences, subjectReference, targetReference } from '@/lib/composition/spec-references'
import { writeSpecYaml } from '@/lib/composition/spec-write'
import { readSpecJson } from '@/lib/composition/spec-yaml'
import type { PlanResponse } from '@/lib/contract/compositions'
import type { Digest } from '@/lib/oci/digest'
import type { Reference } from '@/lib/oci/reference'
import { type CompositionTarget, readTarget } from './composition-target'
import type { Context } from './context'
import { lostChildren } from './lost-children'
import { refusesLists } from './registry-refusals'
import { resolveSources } from './resolve-sources'
import { resolveSubject } from './resolve-subject'
import { ServiceError } from './service-error'
import { type ChildTransfer, describeTransfers, planTransfers, type TransferOptions } from './transfers'

/** A spec with everything it names looked up. */
export interface Composition {
  plan: CompositionPlan
  /** The spec as YAML: as it was given, or written from its JSON. */
  text: string
  target: CompositionTarget
  transfers: ChildTransfer[]
  /** Media types of the indexes the target's registry is seen to hold. */
  listsSeen: ReadonlySet<string>
}

/**
 * Reads a spec (YAML text or its JSON) and computes its plan from what the registries hold now. Nothing is written.
 * Costs one conditional request a source, subject and target tag, one for all where they are the same; one GET a child
 * or config not known by digest yet; and what `planTransfers` does.
 */
export async function compose(
  context: Context,
  input: unknown,
  options: TransferOptions & { seen?: Readonly<Record<string, Digest>> | undefined },
): Promise<Composition> {
  const { spec, problems, locate } = readSpec(input)
  const [sources, subject, target] = await Promise.all([
    resolveSources(context, sourceReferences(spec), options),
    resolveSubject(context, subjectReference(spec), options),
    readTarget(context, spec, targetReference(spec), options),
  ])
  const facts: PlanInput = {
    spec,
    specProblems: problems,
    locate,
    sources,
    subject,
    ...(options.seen && { seen: options.seen }),
    target: target.reference,
    targetTags: target.tags,
    readOnlyReason: target.readOnlyReason,
    listsSupported: true,
    digestOf: context.digestOf,
  }
  const found = sources.flatMap((source) => (source.ok ? [source.value] : []))
  const listsSeen = new Set([...target.lists, ...listsIn(found, target.reference)])
  const plan = planForLists(facts, target, listsSeen, context.now())
  const transfers = await transfersInto(target, (place) => planTransfers(place, plan.entries, found, options))
  const lost = lostChildren(plan.entries, transfers).map((problem) => placeProblem(problem, locate))
  const text = typeof input === 'string' ? input : writeSpecYaml(spec)
  return { plan: { ...plan, problems: [...plan.problems, ...lost] }, text, target, transfers, listsSeen }
}

/** Reading cannot tell that a registry stores no such index: what it said to the last one counts, unless one is there. */
function planForLists(
  facts: PlanInput,
  { registry }: CompositionTarget,
  seen: ReadonlySet<string>,
  now: number,
): CompositionPlan {
  const plan = planComposition(facts)
  const { mediaType } = plan
  if (!registry || seen.has(mediaType) || !refusesLists(registry, mediaType, now)) return plan
  return planComposition({ ...facts, listsSupported: false })
}

function listsIn(sources: readonly ResolvedSource[], target: Reference | null): string[] {
  return sources.flatMap(({ reference, resolved }) =>
    reference.registry === target?.registry &&
    resolved.status === 'present' &&
    resolved.manifest.kind === 'index'
      ? [resolved.manifest.mediaType]
      : [],
  )
}

/** The plan as the API answers it. */
export function describeComposition({ plan, target, transfers }: Composition): PlanResponse {
  const { registry, repository, tag } = target.reference ?? {}
  return {
    ...plan,
    bytes: new TextDecoder().decode(plan.bytes),
    target: registry && repository && tag ? { registry, repository, tag } : null,
    tags: Object.fromEntries(target.tags.map((now) => [now.tag, now.digest])),
    transfers: describeTransfers(transfers),
  }
}

function readSpec(input: unknown) {
  const read = readSpecJson(input)
  if (read.ok) return read.value
  const { code, message, ...position } = read.error
  throw new ServiceError(code, message, { details: position })
}

/** None where there is no target to ask, or it does not answer: the plan's problems say so. */
async function transfersInto(
  { reference, registry, failure }: CompositionTarget,
  plan: (place: Parameters<typeof planTransfers>[0]) => Promise<ChildTransfer[]>,
): Promise<ChildTransfer[]> {
  if (!reference || !registry || failure) return []
  return plan({ reference, client: registry.client })
}
