import 'server-only'
import { Agent, request } from 'undici'
import type { FindingNotification, NotificationTarget } from '@/lib/services/notify-findings'
import type { Delivery } from '@/lib/services/notify-queue'

const TIMEOUT_MS = 10_000
/** Statuses of a peer that may take the same later. */
const LATER = new Set([408, 425, 429])

const agent = new Agent({ connections: 2, connect: { timeout: TIMEOUT_MS }, maxResponseSize: 64 * 1024 })

/**
 * Posts notifications, one a call. Redirects are not followed: the address is the configured one, or nothing is sent.
 * Throws where nothing answered.
 */
export const notificationPoster =
  (userAgent: string) =>
  async (
    { url, token }: NotificationTarget,
    notification: FindingNotification,
    signal: AbortSignal,
  ): Promise<Delivery> => {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        'content-type': 'application/json',
        'user-agent': userAgent,
        // Sent again after an answer that was lost: who receives it can tell.
        'idempotency-key': notification.id,
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(notification),
    })
    // Its words are nobody's business, but the connection is wanted again; an endless answer only costs that.
    await body.dump({ limit: 64 * 1024 }).catch(() => {})
    const reason = `it answered ${statusCode}`
    if (statusCode >= 200 && statusCode < 300) return { outcome: 'taken', reason }
    return { outcome: statusCode >= 500 || LATER.has(statusCode) ? 'failed' : 'refused', reason }
  }
