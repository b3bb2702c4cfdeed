import 'server-only'
import type { WebhookEnvelope, WebhookQuery, WebhookResponse } from '@/lib/contract/webhooks'
import type { WebhookStore } from '@/lib/storage/webhook-store'
import { configuredRegistry } from './configured-registry'
import type { ConfiguredRegistry, Context } from './context'
import type { ChangeGatherer } from './gather-changes'
import { ServiceError } from './service-error'
import { hostsOf, readChange, type WebhookChange } from './webhook-change'

interface Delivery {
  query: WebhookQuery
  body: WebhookEnvelope
  /** `Authorization` as sent; null without it. */
  authorization: string | null
}

export interface Receiver {
  webhooks: WebhookStore
  gatherer: ChangeGatherer
}

/** Registries repeat an event for minutes, or as long as they run. */
const REMEMBERED_MS = 7 * 86_400_000

/**
 * Takes what a registry tells of its changes, as hints: what they name is asked for again, nothing else is believed.
 * Throws FORBIDDEN where the registry has no token configured, UNAUTHENTICATED where it shows another, and whatever
 * the store throws: the registry sends the events again then.
 */
export async function receiveWebhook(
  context: Context,
  { webhooks, gatherer }: Receiver,
  { query, body, authorization }: Delivery,
): Promise<WebhookResponse> {
  const registry = callingRegistry(context, query, body)
  checkToken(registry, authorization)
  const changes = new Map<string, WebhookChange>()
  for (const event of body.events) {
    const change = readChange(event, registry.webhook?.userAgent ?? '')
    // Ids are the registry's own: another one may use the same.
    if (change) changes.set(`${registry.name} ${change.id}`, change)
  }
  const fresh = await webhooks.takeEvents([...changes.keys()], context.now())
  gatherer.add(
    registry.name,
    fresh.flatMap((id) => changes.get(id) ?? []),
  )
  return { received: body.events.length, taken: fresh.length }
}

/** Forgets events so old that no registry repeats them. */
export async function forgetOldEvents(context: Context, webhooks: WebhookStore): Promise<void> {
  await webhooks.forgetEvents(context.now() - REMEMBERED_MS)
}

function callingRegistry(context: Context, query: WebhookQuery, body: WebhookEnvelope): ConfiguredRegistry {
  if (query.registry !== undefined) return configuredRegistry(context, query.registry)
  const hosts = new Set(body.events.flatMap(hostsOf))
  const fitting = [...context.registries.values()].filter(
    ({ name, webhook }) => hosts.has(name) || (webhook !== undefined && hosts.has(webhook.host)),
  )
  const [only] = context.registries.values()
  const [registry] = fitting.length === 0 && context.registries.size === 1 && only ? [only] : fitting
  if (registry && fitting.length <= 1) return registry
  throw new ServiceError('REGISTRY_UNKNOWN', 'The events do not tell which registry sent them.', {
    hint: 'Add ?registry=<its name> to the address of its notification endpoint.',
  })
}

function checkToken({ name, webhook }: ConfiguredRegistry, authorization: string | null): void {
  if (!webhook?.accepts) {
    throw new ServiceError('FORBIDDEN', `${name} has no webhook token, so its calls are not listened to.`, {
      hint: 'Set webhook.token of the registry in manifold.yaml, or REGISTRY_WEBHOOK_TOKEN.',
    })
  }
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
  if (token !== undefined && webhook.accepts(token)) return
  throw new ServiceError('UNAUTHENTICATED', 'The call does not show the webhook token of this registry.', {
    hint: 'The registry has to send Authorization: Bearer <token>: see `headers` of its notification endpoint.',
  })
}
