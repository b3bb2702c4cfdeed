import 'server-only'
import type { Kysely } from 'kysely'
import type { Schema } from './schema'
import type { WebhookStore } from './webhook-store'

export function sqlWebhookStore(db: Kysely<Schema>): WebhookStore {
  return {
    async takeEvents(ids, at) {
      if (ids.length === 0) return []
      const taken = await db
        .insertInto('webhook_event')
        .values(ids.map((id) => ({ id, at })))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute()
      return taken.map(({ id }) => id)
    },
    async forgetEvents(before) {
      await db.deleteFrom('webhook_event').where('at', '<', String(before)).execute()
    },
  }
}
