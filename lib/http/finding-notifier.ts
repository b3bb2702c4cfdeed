import 'server-only'
import type { Context } from '@/lib/services/context'
import { type NotificationTarget, notificationsOf } from '@/lib/services/notify-findings'
import { createNotificationQueue } from '@/lib/services/notify-queue'
import type { JudgedChange, Place } from '@/lib/storage/index-store'
import { notificationPoster } from './post-notification'
import { redact } from './redact'
import { shutdownSignal } from './shutdown'

interface NotifierOptions extends Pick<Context, 'now' | 'newId' | 'log'> {
  targets: readonly NotificationTarget[]
  /** Where people find the pages; null where nobody said. */
  publicUrl: URL | null
  userAgent: string
}

/** What posts the new findings of a judgement to those who want to hear of them. Neither waits nor throws. */
export function findingNotifier(options: NotifierOptions): (place: Place, change: JudgedChange) => void {
  const { targets, publicUrl, userAgent, now, newId, log } = options
  const queue = createNotificationQueue({
    post: notificationPoster(userAgent),
    log: (message, fields) => log('warn', message, redacted(fields)),
  })
  shutdownSignal().addEventListener('abort', () => {
    const left = queue.stop()
    if (left > 0) log('warn', 'Notifications were not delivered: the server was stopped.', { left })
  })
  return (place, change) => {
    const occasion = { at: now(), newId, publicUrl }
    for (const { target, notification } of notificationsOf(place, change, targets, occasion))
      queue.add(target, notification)
  }
}

/** Addresses may carry a key, and errors may name them. */
const redacted = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
  )
