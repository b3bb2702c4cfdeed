import 'server-only'
import type { CompareQuery, FailedSide } from '@/lib/contract/compare'
import type { InspectResponse } from '@/lib/contract/inspect'
import { RegistryError } from '@/lib/registry/errors'
import type { Context } from './context'
import { inspectImage } from './inspect-image'
import { ServiceError } from './service-error'

interface Sides {
  a: InspectResponse
  b: InspectResponse
}

/** Inspects both references at once; one that stands on both sides once. Throws what the first failed side says. */
export async function readBothSides(
  context: Context,
  query: Pick<CompareQuery, 'a' | 'b'>,
  signal: AbortSignal,
): Promise<Sides> {
  const read = (ref: string) => inspectImage(context, { ref, platform: undefined, verify: false }, signal)
  const readA = read(query.a)
  const [a, b] = await Promise.allSettled([readA, query.a === query.b ? readA : read(query.b)])
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return { a: a.value, b: b.value }
  const errors = {
    a: a.status === 'rejected' ? a.reason : null,
    b: b.status === 'rejected' ? b.reason : null,
  }
  throw failureOf(query, errors)
}

/** The first failure under its own code, with a list of every side that failed. What nobody foresaw stays as it is. */
function failureOf(query: Pick<CompareQuery, 'a' | 'b'>, errors: Record<'a' | 'b', unknown>): unknown {
  const given = (['a', 'b'] as const).filter((side) => errors[side] !== null)
  const unforeseen = given.map((side) => errors[side]).find((error) => !isCoded(error))
  if (unforeseen !== undefined) return unforeseen
  const failed = given.map((side): FailedSide & { error: Coded } => {
    const error = errors[side] as Coded
    const hint = error instanceof ServiceError ? error.hint : undefined
    return { side, ref: query[side], code: error.code, message: error.message, ...(hint && { hint }), error }
  })
  const [first] = failed
  if (first === undefined) return new Error('No side failed.')
  return new ServiceError(first.error.code, `${SIDE_WORDS[first.side]}: ${first.message}`, {
    cause: first.error,
    ...(first.hint && { hint: first.hint }),
    details: { failed: failed.map(({ error: _, ...side }) => side) },
  })
}

const SIDE_WORDS = { a: 'Side A', b: 'Side B' }

type Coded = ServiceError | RegistryError

const isCoded = (error: unknown): error is Coded =>
  error instanceof ServiceError || error instanceof RegistryError
