import 'server-only'
import type { CoverageQuery, CoverageResponse } from '@/lib/contract/coverage'
import type { ResolveProgress, TagRow } from '@/lib/contract/tags'
import { coverageOf } from '@/lib/coverage/coverage'
import { parseRequire } from '@/lib/coverage/require'
import { isTag } from '@/lib/oci/reference'
import { configuredRegistry } from './configured-registry'
import type { ConfiguredRegistry, Context } from './context'
import { repositoryName } from './image-reference'
import { awaitTags, resolveTags } from './resolve-tags'
import { ServiceError } from './service-error'
import { soon } from './soon'
import { createTagPass, readTagRow } from './tag-row'

const PATIENCE_MS = 800

/** Which platforms the tags of a repository can really be pulled for. Partial until `progress.done`, unless strict. */
export async function auditCoverage(
  context: Context,
  query: CoverageQuery,
  signal: AbortSignal,
): Promise<CoverageResponse> {
  const registry = configuredRegistry(context, query.registry)
  const repository = repositoryName(query.repository)
  const require = parseRequire(query.require ?? '')
  if (!require.ok) throw new ServiceError('REQUEST_INVALID', require.error.message)
  const read = await readRows(context, registry, { ...query, repository }, signal)
  const coverage = coverageOf({
    registry: registry.name,
    repository,
    rows: read.rows,
    require: require.value,
  })
  if (query.strict) refuse(coverage, require.value.length > 0)
  return { ...coverage, progress: read.progress, asOf: new Date(read.at).toISOString() }
}

interface ReadRows {
  rows: TagRow[]
  progress: ResolveProgress
  at: number
}

async function readRows(
  context: Context,
  registry: ConfiguredRegistry,
  { repository, tag, verify, strict }: CoverageQuery,
  signal: AbortSignal,
): Promise<ReadRows> {
  if (tag !== undefined) return readOne(context, registry, { repository, tag, verify }, signal)
  const resolution = resolveTags(context, registry, { repository, verify, again: true })
  await awaitTags(resolution, (done) => (strict ? untilDone(done, signal) : soon(done, PATIENCE_MS)))
  return {
    rows: [...resolution.rows.values()],
    progress: { ...resolution.progress },
    at: resolution.startedAt,
  }
}

async function readOne(
  context: Context,
  registry: ConfiguredRegistry,
  { repository, tag, verify }: { repository: string; tag: string; verify: boolean },
  signal: AbortSignal,
): Promise<ReadRows> {
  if (!isTag(tag)) throw new ServiceError('REFERENCE_INVALID', `"${tag.slice(0, 80)}" is not a tag.`)
  const pass = createTagPass({ registry, repository, verify, signal, now: context.now })
  const { row } = await readTagRow(pass, tag)
  if (row.kind === 'missing') {
    throw new ServiceError('MANIFEST_UNKNOWN', `${registry.name}/${repository} has no tag "${tag}".`)
  }
  return { rows: [row], progress: { resolved: 1, total: 1, done: true }, at: context.now() }
}

/** A gate that answered before all is read would let things through: it waits, as long as its client does. */
async function untilDone(done: Promise<void>, signal: AbortSignal): Promise<void> {
  const left = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  await Promise.race([done, left])
}

function refuse({ items, summary }: Pick<CoverageResponse, 'items' | 'summary'>, required: boolean): void {
  if (required && !items.some(({ kind }) => kind === 'image' || kind === 'index')) {
    throw new ServiceError('GATE_FAILED', 'There is no image here that could have the required platforms.', {
      hint: 'Is this the right repository? A gate that judged nothing must not pass.',
    })
  }
  if (summary.errors === 0) return
  const findings = items.flatMap((item) => item.findings).filter(({ severity }) => severity === 'error')
  const count = findings.length === 1 ? 'One finding is an error' : `${findings.length} findings are errors`
  throw new ServiceError('GATE_FAILED', `${count}: ${findings[0]?.message ?? ''}`, {
    hint: 'All of them are in details.findings.',
    details: { findings },
  })
}
