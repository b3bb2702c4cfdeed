import 'server-only'
import type { PlanRequest, PlanResponse } from '@/lib/contract/compositions'
import { compose, describeComposition } from './composition'
import type { Context } from './context'

/** The plan of a spec: its exact bytes, what would be moved where, and everything that speaks against it. */
export async function planComposition(
  context: Context,
  { spec, seen }: PlanRequest,
  signal: AbortSignal,
): Promise<PlanResponse> {
  return describeComposition(await compose(context, spec, { signal, seen }))
}
