import 'server-only'
import type { z } from 'zod'
import type { Problem, ProblemCode } from '@/lib/composition/problems'
import type { PushRequest } from '@/lib/contract/compositions'
import { type Composition, compose, describeComposition } from './composition'
import type { Context } from './context'
import { type PushOutcome, pushEvents } from './push-composition-events'
import { ServiceError } from './service-error'

type Request = z.output<typeof PushRequest>

/**
 * Checks a push before anything of it begins: throws PLAN_BLOCKED, PLAN_MOVED or READ_ONLY. The function it
 * resolves to pushes, telling every step; the first event comes before the first write, the last is `result`
 * or `error`.
 *
 * What it asks of registries, authentication apart. Before the stream, all of it reading: what `compose` does, with
 * blobs on the target's own registry left out. In the stream: a mount, or an upload, a blob of a child that is not
 * there, and one PUT each such child; one PUT of the index by digest; and of each tag one HEAD, one PUT where it
 * does not stand there already, and one read-back. The mounts that need no asking pay for the first look at the tags.
 */
export async function preparePush(
  context: Context,
  { spec, expect, accept }: Request,
  signal: AbortSignal,
): Promise<() => AsyncGenerator<PushOutcome, void, undefined>> {
  const composition = await compose(context, spec, { signal, mountUnasked: true })
  const { reference, registry, tags, failure } = composition.target
  refuseReadOnly(composition)
  if (failure) throw failure
  const { problems } = composition.plan
  refuseProblems(problems.filter(({ severity }) => severity === 'error'))
  if (expect) refuseMoved(composition, expect)
  refuseProblems(problems.filter(({ severity, code }) => severity === 'confirm' && !accept.includes(code)))
  // The plan has an error where any of these is missing; the types cannot know.
  if (!reference?.tag || !registry) throw blocked('The target cannot be written.', problems)
  const target = { ...reference, tag: reference.tag }
  const written = { blobs: 0, manifests: 0, index: false }
  const job = { context, composition, registry, target, tags, signal, written }
  return () => pushEvents(job)
}

function refuseReadOnly({ plan, target: { writesRefused } }: Composition): void {
  if (writesRefused === null) return
  throw new ServiceError('READ_ONLY', writesRefused, {
    hint: 'Nothing was written. The plan can be looked at all the same.',
    details: { problems: plan.problems },
  })
}

function refuseProblems(problems: readonly Problem[]): void {
  const [first, ...more] = problems
  if (!first) return
  const others = more.length === 0 ? '' : ` And ${more.length} more.`
  throw blocked(`${first.message}${others}`, problems)
}

function blocked(message: string, problems: readonly Problem[]): ServiceError {
  const confirmable = problems.every(({ severity }) => severity === 'confirm')
  const codes = [...new Set(problems.map(({ code }): ProblemCode => code))].join(',')
  return new ServiceError('PLAN_BLOCKED', message, {
    hint: confirmable
      ? `Nothing was written. To push all the same, accept ${codes}.`
      : 'Nothing was written. Mend the composition and push again.',
    details: { problems },
  })
}

/** What was shown and agreed to must be what would be pushed now. */
function refuseMoved(composition: Composition, expect: NonNullable<Request['expect']>): void {
  const now = describeComposition(composition)
  const tags = new Set([...Object.keys(now.tags), ...Object.keys(expect.tags)])
  const isWanted = (tag: string) => expect.digest === now.digest && now.tags[tag] === now.digest
  const moved = [...tags].filter(
    (tag) => (now.tags[tag] ?? null) !== (expect.tags[tag] ?? null) && !isWanted(tag),
  )
  if (moved.length === 0 && expect.digest === now.digest) return
  const { digest, size, change, problems } = now
  throw new ServiceError(
    'PLAN_MOVED',
    moved.length > 0
      ? `Since the plan was made, ${moved.join(', ')} moved: somebody else pushed there.`
      : 'Since the plan was made, a source moved: the index would now be another one.',
    {
      hint: 'Nothing was written. Look at what would change now, then push again.',
      details: { digest, size, tags: now.tags, moved, change, problems },
    },
  )
}
