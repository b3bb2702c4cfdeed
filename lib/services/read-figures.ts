import 'server-only'
import { FINDING_CODES } from '@/lib/coverage/finding-table'
import type { GlanceStore } from '@/lib/storage/glance-store'
import type { Context } from './context'

/** One figure of a registry, and what it is of: its labels. */
export interface Figure {
  labels: Record<string, string>
  value: number
}

/** A gauge as Prometheus has it: one name, one sentence, a figure a registry or more. */
export interface Gauge {
  name: string
  help: string
  /** Names of labels, `registry` among them. */
  labels: string[]
  figures: Figure[]
}

/** What the index and the registry clients know in figures. Throws where the store does not answer. */
export async function readFigures(context: Context): Promise<Gauge[]> {
  const { glance } = await context.store()
  return [...(await indexGauges(context, glance)), ...(await scanGauges(context, glance))]
}

/** How scans may go on: held back by the registry, or free. */
export function laneGauges(context: Context): Gauge[] {
  const lanes = [...context.registries.values()].map(({ name, client }) => {
    return { labels: { registry: name }, lane: client.scanLane() }
  })
  return [
    {
      name: 'manifold_scan_paused',
      help: 'Whether the registry asked scans to wait.',
      labels: ['registry'],
      figures: lanes.map(({ labels, lane }) => ({ labels, value: lane.pausedUntil === null ? 0 : 1 })),
    },
    {
      name: 'manifold_scan_calls_max',
      help: 'Calls scans may have under way at once, as far as the registry bears them.',
      labels: ['registry'],
      figures: lanes.map(({ labels, lane }) => ({ labels, value: lane.width })),
    },
    {
      name: 'manifold_registry_requests_remaining',
      help: 'Requests the registry still allows, where it tells.',
      labels: ['registry'],
      figures: lanes.flatMap(({ labels, lane }) =>
        lane.remaining === null ? [] : [{ labels, value: lane.remaining }],
      ),
    },
  ]
}

/** What registries were asked since the process started: counted here, whatever the store does. */
export function requestGauge(context: Context): Gauge {
  return {
    name: 'manifold_registry_requests_total',
    help: 'Requests sent to the registry since the process started.',
    labels: ['registry'],
    figures: [...context.registries.values()].map(({ name, client }) => ({
      labels: { registry: name },
      value: client.counters.requests,
    })),
  }
}

/** Registries that are configured no more are left out: nothing watches them. */
async function indexGauges(context: Context, glances: GlanceStore): Promise<Gauge[]> {
  const known = (await glances.registries()).filter(({ registry }) => context.registries.has(registry))
  const one = (name: string, help: string, value: (of: (typeof known)[number]) => number): Gauge => ({
    name,
    help,
    labels: ['registry'],
    figures: known.map((of) => ({ labels: { registry: of.registry }, value: value(of) })),
  })
  return [
    one('manifold_repositories', 'Repositories of the index.', ({ repositories }) => repositories),
    one(
      'manifold_repositories_unread',
      'Repositories that did not answer when last asked.',
      ({ unread }) => unread,
    ),
    one('manifold_tags', 'Tags of the index.', ({ tags }) => tags),
    one('manifold_tags_complete', 'Tags without a finding that is an error.', ({ complete }) => complete),
    {
      name: 'manifold_findings',
      help: 'Findings that count, by code.',
      labels: ['registry', 'code'],
      // Codes nobody found are told as 0: an alert on a figure that is not there never fires.
      figures: known.flatMap(({ registry, findings }) =>
        FINDING_CODES.map((code) => ({ labels: { registry, code }, value: findings[code] ?? 0 })),
      ),
    },
    {
      name: 'manifold_platform_tags',
      help: 'Tags that can be pulled for a platform; the hundred most common.',
      labels: ['registry', 'platform'],
      figures: known.flatMap(({ registry, platforms }) =>
        Object.entries(platforms).map(([platform, value]) => ({ labels: { registry, platform }, value })),
      ),
    },
  ]
}

async function scanGauges(context: Context, glances: GlanceStore): Promise<Gauge[]> {
  const scans = (await glances.scans()).filter(({ registry }) => context.registries.has(registry))
  const one = (name: string, help: string, value: (of: (typeof scans)[number]) => number): Gauge => ({
    name,
    help,
    labels: ['registry', 'mode'],
    figures: scans.map((of) => ({ labels: { registry: of.registry, mode: of.mode }, value: value(of) })),
  })
  return [
    one(
      'manifold_scan_age_seconds',
      'Time since the last whole scan ended.',
      ({ finishedAt }) => Math.max(0, context.now() - finishedAt) / 1000,
    ),
    one(
      'manifold_scan_duration_seconds',
      'How long the last whole scan took.',
      ({ startedAt, finishedAt }) => (finishedAt - startedAt) / 1000,
    ),
    one(
      'manifold_scan_errors',
      'Tags and repositories the last whole scan could not read.',
      ({ errors }) => errors,
    ),
  ]
}
