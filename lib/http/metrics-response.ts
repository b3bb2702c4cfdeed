import 'server-only'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Context } from '@/lib/services/context'
import { type Gauge as Figures, laneGauges, readFigures, requestGauge } from '@/lib/services/read-figures'
import { redact } from './redact'

const PROCESS = Symbol.for('manifold.process-metrics')
type Scope = typeof globalThis & { [PROCESS]?: Registry }

/**
 * All gauges as Prometheus text. Made anew for every scrape, so that what is gone leaves no figure behind. A store
 * that does not answer is a figure of its own: the rest is told all the same.
 */
export async function metricsResponse(context: Context): Promise<Response> {
  const registry = new Registry()
  const requests = requestGauge(context)
  const counter = new Counter({ ...naming(requests), registers: [registry] })
  for (const { labels, value } of requests.figures) counter.inc(labels, value)
  for (const gauge of laneGauges(context)) addGauge(registry, gauge)
  const figures = await readFigures(context).catch((error: unknown) => {
    context.log('warn', 'The figures of the index could not be read.', { error: redact(String(error)) })
    return null
  })
  const up = { name: 'manifold_store_up', help: 'Whether the storage answered.', labels: [] }
  addGauge(registry, { ...up, figures: [{ labels: {}, value: figures === null ? 0 : 1 }] })
  for (const gauge of figures ?? []) addGauge(registry, gauge)
  const text = await Registry.merge([processMetrics(), registry]).metrics()
  return new Response(text, { headers: { 'content-type': registry.contentType } })
}

function addGauge(registry: Registry, gauge: Figures): void {
  const made = new Gauge({ ...naming(gauge), registers: [registry] })
  for (const { labels, value } of gauge.figures) made.set(labels, value)
}

const naming = ({ name, help, labels }: Figures) => ({ name, help, labelNames: labels })

/** Memory, processor and event loop, observed from the first scrape on, once a process. */
function processMetrics(): Registry {
  const scope: Scope = globalThis
  const known = scope[PROCESS]
  if (known) return known
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  scope[PROCESS] = registry
  return registry
}
